using Cardio.Model.Card;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Sources of the value figures, best first.</summary>
internal enum ValueSource
{
    /// <summary>Confirmed outcomes of the period.</summary>
    Measured,

    /// <summary>The probabilities of the period's assessments.</summary>
    Estimated,

    /// <summary>The cross-validated figures of the model card.</summary>
    Card,
}

/// <summary>Decisions by threshold, with their source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="At">Returns the decisions at a threshold.</param>
internal sealed record ValueBasis(ValueSource Source, long Patients, Func<double, DecisionCounts> At)
{
    /// <summary>
    /// Chooses the best source: measured or estimated with at least <see cref="MinimumSample.Confirmed"/> patients, otherwise the card;
    /// null without a model.
    /// </summary>
    public static ValueBasis? FromTally(Tally tally, ModelCard? card, double? prevalence, Func<double, double>? chance)
    {
        if (tally.Confirmed >= MinimumSample.Confirmed)
            return new(
                ValueSource.Measured, tally.Confirmed, BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]).At);
        if (tally.Assessments >= MinimumSample.Confirmed)
            return new(ValueSource.Estimated, tally.Assessments, BinnedOutcomes.Expected(tally[Counters.Probability], chance).At);
        return card is null ? null : new(ValueSource.Card, card.Data.RowsUsed, threshold => CardDecisions.At(card, threshold, prevalence));
    }
}
