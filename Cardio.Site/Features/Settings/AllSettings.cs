using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Features.Settings;

/// <summary>The settings that administrators can change; no other setting can be stored.</summary>
internal static class AllSettings
{
    private static readonly ClinicOptions Clinic = new();
    private static readonly PriceOptions Price = new();
    private static readonly ChoiceValue YesNo = new(["true", "false"]);

    /// <summary>All settings, in the order of the page.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        new("decision-threshold", "Clinic:DecisionThreshold", "Clinic", Percent(0.01, 0.99), Text(Clinic.DecisionThreshold)),
        new("prevalence", "Clinic:Prevalence", "Clinic", Percent(0.001, 0.999, mayBeEmpty: true), ""),
        new("blind-first-read", "Clinic:BlindFirstRead", "Clinic", YesNo, "false"),
        new("base-price", "Price:BasePrice", "Price", new NumberValue(0, 1_000_000, "", 2), Text(Price.BasePrice)),
        new("step", "Price:Step", "Price", Percent(0.001, 0.5), Text(Price.Step)),
        new("base-precision", "Price:BasePrecision", "Price", Percent(0, 0.99), Text(Price.BasePrecision)),
        new("cost", "Price:CostPerExam", "Price", new NumberValue(0, 1_000_000, "", 2), Text(Price.CostPerExam)),
        new("rounding", "Price:Rounding", "Price", new ChoiceValue(Enum.GetNames<PriceRounding>()), Price.Rounding.ToString()),
        new("metric", "Price:Metric", "Price", new ChoiceValue(Enum.GetNames<PriceMetric>()), Price.Metric.ToString()),
        new("currency", "Price:Currency", "Price", new CurrencyValue(), Price.Currency),
        new("patients", "Price:Patients", "Price", new NumberValue(1, 100_000_000, "", 0), Text(Price.Patients)),
        new(RetentionChanges.Slug, "Privacy:RetentionDays", "Privacy",
            new NumberValue(PrivacyOptions.FewestDays, PrivacyOptions.MostDays, "Days", 0, MayBeEmpty: true), ""),
    ];

    /// <summary>Returns the setting with this slug, or null.</summary>
    public static Setting? Find(string slug) => All.FirstOrDefault(setting => setting.Slug == slug);

    private static NumberValue Percent(double minimum, double maximum, bool mayBeEmpty = false) =>
        new(minimum, maximum, NumberValue.Percent, 2, mayBeEmpty);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
