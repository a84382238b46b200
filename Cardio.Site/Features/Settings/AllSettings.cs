using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Features.Settings;

/// <summary>The settings that administrators can change. What stands here can be stored, and nothing else.</summary>
internal static class AllSettings
{
    private static readonly ClinicOptions Clinic = new();
    private static readonly PriceOptions Price = new();
    private static readonly ChoiceValue YesNo = new(["true", "false"]);

    /// <summary>Each once, in the order of the page.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        new("decision-threshold", "Clinic:DecisionThreshold", "Clinic", new NumberValue(0.01, 0.99, "%", 2), Text(Clinic.DecisionThreshold)),
        new("prevalence", "Clinic:Prevalence", "Clinic", new NumberValue(0.001, 0.999, "%", 2, MayBeEmpty: true), ""),
        new("blind-first-read", "Clinic:BlindFirstRead", "Clinic", YesNo, "false"),
        new("base-price", "Price:BasePrice", "Price", new NumberValue(0, 1_000_000, "", 2), Text(Price.BasePrice)),
        new("step", "Price:Step", "Price", new NumberValue(0.001, 0.5, "%", 2), Text(Price.Step)),
        new("base-precision", "Price:BasePrecision", "Price", new NumberValue(0, 0.99, "%", 2), Text(Price.BasePrecision)),
        new("cost", "Price:CostPerExam", "Price", new NumberValue(0, 1_000_000, "", 2), Text(Price.CostPerExam)),
        new("rounding", "Price:Rounding", "Price", new ChoiceValue(Enum.GetNames<PriceRounding>()), Price.Rounding.ToString()),
        new("metric", "Price:Metric", "Price", new ChoiceValue(Enum.GetNames<PriceMetric>()), Price.Metric.ToString()),
        new("currency", "Price:Currency", "Price", new CurrencyValue(), Price.Currency),
        new("patients", "Price:Patients", "Price", new NumberValue(1, 100_000_000, "", 0), Text(Price.Patients)),
        new("retention", "Privacy:RetentionDays", "Privacy",
            new NumberValue(PrivacyOptions.FewestDays, PrivacyOptions.MostDays, "Days", 0, MayBeEmpty: true), ""),
    ];

    /// <summary>The setting of an address, or null.</summary>
    public static Setting? Find(string slug) => All.FirstOrDefault(setting => setting.Slug == slug);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
