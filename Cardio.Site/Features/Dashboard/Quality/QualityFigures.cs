using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Performance measures in the order of display.</summary>
internal enum QualityFigure
{
    /// <summary>Share of all patients with a correct decision.</summary>
    Accuracy,

    /// <summary>Share of positive patients who have the disease.</summary>
    Precision,

    /// <summary>Share of patients with the disease who are positive.</summary>
    Sensitivity,

    /// <summary>Share of patients without the disease who are negative.</summary>
    Specificity,

    /// <summary>Share of negative patients who do not have the disease.</summary>
    NegativePredictiveValue,

    /// <summary>Area under the ROC curve.</summary>
    Auc,

    /// <summary>Mean squared error of the probabilities.</summary>
    Brier,
}

/// <summary>Performance on a set of patients.</summary>
/// <param name="Decisions">Decisions at the threshold.</param>
/// <param name="Auc">AUC, or null if all patients have the disease, or none.</param>
/// <param name="Brier">Brier score, or null for fewer than two patients.</param>
/// <param name="AreConfirmed">Whether the patients are confirmed; otherwise the figures are expected ones.</param>
internal sealed record QualityFigures(DecisionCounts Decisions, Measured? Auc, Measured? Brier, bool AreConfirmed)
{
    /// <summary>Returns one measure.</summary>
    public Measured? this[QualityFigure figure] => figure switch
    {
        QualityFigure.Accuracy => Decisions.Accuracy,
        QualityFigure.Precision => Decisions.Precision,
        QualityFigure.Sensitivity => Decisions.Sensitivity,
        QualityFigure.Specificity => Decisions.Specificity,
        QualityFigure.NegativePredictiveValue => Decisions.NegativePredictiveValue,
        QualityFigure.Auc => Auc,
        _ => Brier,
    };

    /// <summary>Whether one of the four counts is small; for expected counts, whether few are positive or negative.</summary>
    public bool HasFew => AreConfirmed ? Decisions.HasFew : Decisions.HasFewOnASide;

    /// <summary>
    /// Whether to hide a measure. A small count could be computed from any of the shares together with the others: accuracy reveals the
    /// sums of both diagonals.
    /// </summary>
    public bool Hides(QualityFigure figure) =>
        IsShare(figure) ? HasFew : AreConfirmed && SmallCellSuppression.IsSmall((long)Decisions.Count);

    /// <summary>Whether a measure is a share.</summary>
    public static bool IsShare(QualityFigure figure) => figure is not (QualityFigure.Auc or QualityFigure.Brier);

    /// <summary>Performance of the model on all confirmed patients.</summary>
    public static QualityFigures FromConfirmed(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]);
        return new(
            DecisionCounts.FromTally(tally),
            Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.ConfirmedBrierSum]), AreConfirmed: true);
    }

    /// <summary>Expected performance on all patients from their probabilities alone.</summary>
    /// <param name="tally">The patients.</param>
    /// <param name="threshold">The clinic's threshold, for adjusted probabilities.</param>
    /// <param name="chance">The chance of disease at a probability; null if they are equal.</param>
    public static QualityFigures Expected(Tally tally, double threshold, Func<double, double>? chance)
    {
        var expected = BinnedOutcomes.Expected(tally[Counters.Probability], chance);
        var decisions = chance is null
            ? DecisionCounts.Expected(
                tally.Assessments, tally[Counters.AtOrAbove], tally[Counters.ExpectedTruePositives], tally[Counters.ExpectedTrueNegatives])
            : expected.At(threshold);
        return new(decisions, Ranking.Auc(expected), Calibration.Brier(expected), AreConfirmed: false);
    }

    /// <summary>Performance of the doctors on confirmed patients whom they estimated before seeing the model's probability.</summary>
    public static QualityFigures FromDoctors(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromPercentCounts(tally[Counters.DoctorPresent], tally[Counters.DoctorAbsent]);
        return new(
            Counts(tally[Counters.DoctorDecisions]), Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.DoctorBrierSum]),
            AreConfirmed: true);
    }

    /// <summary>Performance of the model on the same patients.</summary>
    public static QualityFigures OnTheSame(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromCounts(tally[Counters.PairedPresent], tally[Counters.PairedAbsent]);
        return new(
            Counts(tally[Counters.PairedDecisions]), Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.PairedBrierSum]),
            AreConfirmed: true);
    }

    private static DecisionCounts Counts(ReadOnlySpan<long> cells) => new(cells[0], cells[1], cells[2], cells[3]);
}
