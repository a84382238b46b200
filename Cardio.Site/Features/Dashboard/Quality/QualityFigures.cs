using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>How good decisions and probabilities are, in the order in which they are shown.</summary>
internal enum QualityFigure
{
    /// <summary>Share of all who are called rightly.</summary>
    Accuracy,

    /// <summary>Share of the positive who have the disease.</summary>
    Precision,

    /// <summary>Share of those with the disease who are positive.</summary>
    Sensitivity,

    /// <summary>Share of those without it who are negative.</summary>
    Specificity,

    /// <summary>Share of the negative who do not have it.</summary>
    NegativePredictiveValue,

    /// <summary>Area under the ROC curve.</summary>
    Auc,

    /// <summary>Mean square of probability less outcome.</summary>
    Brier,
}

/// <summary>The figures of a set of patients.</summary>
/// <param name="Decisions">What the threshold made of them.</param>
/// <param name="Auc">Area under the ROC curve, or null where a side is missing.</param>
/// <param name="Brier">Brier score, or null for fewer than two patients.</param>
/// <param name="AreConfirmed">Whether they are counted patients, of whom few are not shown, or expected ones.</param>
internal sealed record QualityFigures(DecisionCounts Decisions, Measured? Auc, Measured? Brier, bool AreConfirmed)
{
    /// <summary>One of them.</summary>
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

    /// <summary>Whether a cell of the four tells of few patients; of expected ones, whether few are on a side of the threshold.</summary>
    public bool HasFew => AreConfirmed ? Decisions.HasFew : Decisions.HasFewOnASide;

    /// <summary>
    /// Whether a figure is hidden. One small cell can be computed from any of the shares, given the others: accuracy tells the sums of
    /// both diagonals.
    /// </summary>
    public bool Hides(QualityFigure figure) =>
        IsShare(figure) ? HasFew : AreConfirmed && SmallCellSuppression.IsSmall((long)Decisions.Count);

    /// <summary>Whether a figure is a share.</summary>
    public static bool IsShare(QualityFigure figure) => figure is not (QualityFigure.Auc or QualityFigure.Brier);

    /// <summary>The model on all confirmed patients.</summary>
    public static QualityFigures OfConfirmed(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]);
        return new(
            new(tally[Counters.TruePositives], tally[Counters.FalsePositives], tally[Counters.TrueNegatives], tally[Counters.FalseNegatives]),
            Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.ConfirmedBrierSum]), AreConfirmed: true);
    }

    /// <summary>What probabilities alone let expect of all patients, confirmed or not.</summary>
    /// <param name="tally">The patients.</param>
    /// <param name="threshold">The clinic's threshold, for probabilities that are re-based.</param>
    /// <param name="chance">The chance of disease at a probability; null where it is the probability itself.</param>
    public static QualityFigures Expected(Tally tally, double threshold, Func<double, double>? chance)
    {
        var expected = BinnedOutcomes.Expected(tally[Counters.Probability], chance);
        var decisions = chance is null
            ? DecisionCounts.Expected(tally.Assessments, tally[Counters.AtOrAbove], tally[Counters.ExpectedTruePositives], tally[Counters.ExpectedTrueNegatives])
            : expected.At(threshold);
        return new(decisions, Ranking.Auc(expected), Calibration.Brier(expected), AreConfirmed: false);
    }

    /// <summary>The doctors on confirmed patients of whom they gave an estimate before they saw the model's.</summary>
    public static QualityFigures OfDoctors(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromPercentCounts(tally[Counters.DoctorPresent], tally[Counters.DoctorAbsent]);
        return new(
            Counts(tally[Counters.DoctorDecisions]), Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.DoctorBrierSum]), AreConfirmed: true);
    }

    /// <summary>The model on the same patients.</summary>
    public static QualityFigures OnTheSame(Tally tally)
    {
        var outcomes = BinnedOutcomes.FromCounts(tally[Counters.PairedPresent], tally[Counters.PairedAbsent]);
        return new(
            Counts(tally[Counters.PairedDecisions]), Ranking.Auc(outcomes), Calibration.Brier(outcomes, tally[Counters.PairedBrierSum]), AreConfirmed: true);
    }

    private static DecisionCounts Counts(ReadOnlySpan<long> cells) => new(cells[0], cells[1], cells[2], cells[3]);
}
