using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Pricing;

/// <summary>The price rule of an examination, section <c>Price</c>.</summary>
public sealed class PriceOptions
{
    /// <summary>Price of each step above <see cref="BasePrecision"/>, in <see cref="Currency"/>.</summary>
    [Range(0, 1_000_000)]
    public double BasePrice { get; set; } = 500;

    /// <summary>Size of a step: 0.05 is five percentage points.</summary>
    [Range(0.001, 0.5)]
    public double Step { get; set; } = 0.05;

    /// <summary>Precision (or accuracy) up to which the price is zero, 0 to 1.</summary>
    [Range(0, 0.99)]
    public double BasePrecision { get; set; } = 0.5;

    /// <summary>Cost of an examination, in <see cref="Currency"/>.</summary>
    [Range(0, 1_000_000)]
    public double CostPerExam { get; set; } = 1000;

    /// <summary>How an incomplete step counts.</summary>
    public PriceRounding Rounding { get; set; } = PriceRounding.Floored;

    /// <summary>The figure that the price depends on.</summary>
    public PriceMetric Metric { get; set; } = PriceMetric.Precision;

    /// <summary>Currency, three letters of ISO 4217.</summary>
    [Required, RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "BRL";

    /// <summary>Number of patients used for the profit figures.</summary>
    [Range(1, 100_000_000)]
    public int Patients { get; set; } = 70_000;
}

/// <summary>How an incomplete step counts.</summary>
public enum PriceRounding
{
    /// <summary>It does not count.</summary>
    Floored,

    /// <summary>It counts in proportion.</summary>
    Linear,
}

/// <summary>The figure that the price depends on.</summary>
public enum PriceMetric
{
    /// <summary>Share of patients at or above the threshold who have the disease.</summary>
    Precision,

    /// <summary>Share of all patients whose classification is right.</summary>
    Accuracy,
}
