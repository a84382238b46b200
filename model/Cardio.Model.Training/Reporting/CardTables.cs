using System.Globalization;
using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Training.Reporting;

/// <summary>The quantitative analyses of the model card.</summary>
internal static class CardTables
{
    public static void Write(StringBuilder text, ModelCard card)
    {
        CardText.Add(text, $"""

            ## 7. Quantitative analyses

            Cross-validated, each with its 95 % interval.

            ### By what was measured

            {Groups(card.Figures.Where(f => f.Group == "all"), "measured", f => Name(f.Pattern))}

            ### By sex and age (everything measured)

            {Groups(card.Figures.Where(f => f.Pattern == MeasurementPattern.AllMeasured), "patients", f => f.Group)}

            ### At a decision threshold of 0.5 (everything measured)

            | patients | accuracy | precision | recall | specificity |
            |---|---|---|---|---|
            {Rows(card.Figures.Where(f => f.Pattern == MeasurementPattern.AllMeasured), f => $"| {f.Group} | {Cell(f.Accuracy)} | {Cell(f.Precision)} | {Cell(f.Recall)} | {Cell(f.Specificity)} |")}

            ### By decision threshold (everything measured, training prevalence)

            | threshold | precision | recall | specificity | net benefit |
            |---|---|---|---|---|
            {Rows(card.Thresholds, t => $"| {t.Threshold:F2} | {Cell(t.Precision)} | {Cell(t.Recall)} | {Cell(t.Specificity)} | {Cell(t.NetBenefit)} |")}

            """);
    }

    /// <summary>A measurement pattern in words.</summary>
    public static string Name(MeasurementPattern pattern) => pattern switch
    {
        MeasurementPattern.AllMeasured => "everything",
        MeasurementPattern.NoCholesterol => "all but cholesterol",
        MeasurementPattern.NoGlucose => "all but glucose",
        MeasurementPattern.NoLaboratory => "all but cholesterol and glucose",
        MeasurementPattern.FiveInputs => "age, weight, pressures, cholesterol",
        _ => "age, weight, pressures",
    };

    private static string Groups(IEnumerable<GroupFigures> figures, string title, Func<GroupFigures, string> name) => $"""
        | {title} | n | with disease | AUC | Brier | log-loss | calibration slope | intercept | ECE |
        |---|---|---|---|---|---|---|---|---|
        {Rows(figures, f => $"| {name(f)} | {f.Count} | {f.Prevalence * 100:F1} % | {Cell(f.Auc)} | {Cell(f.Brier)} | {Cell(f.LogLoss)} | {Cell(f.CalibrationSlope)} | {Cell(f.CalibrationIntercept)} | {Cell(f.ExpectedCalibrationError)} |")}
        """;

    private static string Rows<T>(IEnumerable<T> items, Func<T, FormattableString> row) =>
        string.Join('\n', items.Select(i => row(i).ToString(CultureInfo.InvariantCulture)));

    private static string Cell(Figure f) => CardText.Invariant($"{f.Value:F3} ({f.Low:F3} to {f.High:F3})");
}
