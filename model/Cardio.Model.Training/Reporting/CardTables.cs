using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Training.Reporting;

/// <summary>Renders the quantitative analyses of the model card.</summary>
internal static class CardTables
{
    public static void Write(StringBuilder text, ModelCard card)
    {
        var complete = card.Figures.Where(f => f.Pattern == MeasurementPattern.AllMeasured).ToList();
        CardText.Add(text, $"""

            ## 7. Quantitative analyses

            Cross-validated, with 95 % intervals.

            ### By measurement pattern

            {Groups(card.Figures.Where(f => f.Group == "all"), "measured", f => Name(f.Pattern))}

            ### By sex and age (everything measured)

            {Groups(complete, "patients", f => f.Group)}

            ### At a decision threshold of 0.5 (everything measured)

            | patients | accuracy | precision | recall | specificity |
            |---|---|---|---|---|
            {CardText.Rows(complete, DecisionRow)}

            ### By decision threshold (everything measured, training prevalence)

            | threshold | precision | recall | specificity | net benefit |
            |---|---|---|---|---|
            {CardText.Rows(card.Thresholds, ThresholdRow)}

            """);
    }

    /// <summary>Describes a measurement pattern in words.</summary>
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
        {CardText.Rows(figures, f => GroupRow(name(f), f))}
        """;

    private static FormattableString GroupRow(string name, GroupFigures f)
    {
        string[] cells =
        [
            Cell(f.Auc), Cell(f.Brier), Cell(f.LogLoss),
            Cell(f.CalibrationSlope), Cell(f.CalibrationIntercept), Cell(f.ExpectedCalibrationError),
        ];
        return $"| {name} | {f.Count} | {f.Prevalence * 100:F1} % | {string.Join(" | ", cells)} |";
    }

    private static FormattableString DecisionRow(GroupFigures f) =>
        $"| {f.Group} | {Cell(f.Accuracy)} | {Cell(f.Precision)} | {Cell(f.Recall)} | {Cell(f.Specificity)} |";

    private static FormattableString ThresholdRow(ThresholdFigures t) =>
        $"| {t.Threshold:F2} | {Cell(t.Precision)} | {Cell(t.Recall)} | {Cell(t.Specificity)} | {Cell(t.NetBenefit)} |";

    private static string Cell(Figure f) => CardText.Invariant($"{f.Value:F3} ({f.Low:F3} to {f.High:F3})");
}
