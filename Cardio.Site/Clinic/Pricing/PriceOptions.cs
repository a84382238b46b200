using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Pricing;

/// <summary>The rule by which an examination is paid, section <c>Price</c>.</summary>
public sealed class PriceOptions
{
    /// <summary>What each step above <see cref="BasePrecision"/> pays.</summary>
    [Range(0, 1_000_000)]
    public double BasePrice { get; set; } = 500;

    /// <summary>Size of a step, as a share: 0.05 is five percentage points.</summary>
    [Range(0.001, 0.5)]
    public double Step { get; set; } = 0.05;

    /// <summary>Share up to which nothing is paid, 0 to 1.</summary>
    [Range(0, 0.99)]
    public double BasePrecision { get; set; } = 0.5;

    /// <summary>What an examination costs.</summary>
    [Range(0, 1_000_000)]
    public double CostPerExam { get; set; } = 1000;

    /// <summary>Whether only whole steps count.</summary>
    public PriceRounding Rounding { get; set; } = PriceRounding.Floored;

    /// <summary>What is measured.</summary>
    public PriceMetric Metric { get; set; } = PriceMetric.Precision;

    /// <summary>Currency, three letters of ISO 4217.</summary>
    [Required, RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "BRL";

    /// <summary>Patients for whom the business is reckoned.</summary>
    [Range(1, 100_000_000)]
    public int Patients { get; set; } = 70_000;
}

/// <summary>How a step that is not full counts.</summary>
public enum PriceRounding
{
    /// <summary>Not at all.</summary>
    Floored,

    /// <summary>By its share.</summary>
    Linear,
}

/// <summary>Which figure the price follows.</summary>
public enum PriceMetric
{
    /// <summary>Of the patients called positive, the share who have the disease.</summary>
    Precision,

    /// <summary>Of all patients, the share called rightly.</summary>
    Accuracy,
}
