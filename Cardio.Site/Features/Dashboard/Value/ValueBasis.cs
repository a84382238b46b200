using Cardio.Model.Card;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Where the figures of the value come from, the best first.</summary>
internal enum ValueSource
{
    /// <summary>Confirmed outcomes of the period.</summary>
    Measured,

    /// <summary>The probabilities of the period's assessments.</summary>
    Estimated,

    /// <summary>The cross-validated figures of the model's card.</summary>
    Card,
}

/// <summary>What is known of decisions at any threshold.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Patients">Patients behind it.</param>
/// <param name="At">The decisions at a threshold.</param>
internal sealed record ValueBasis(ValueSource Source, long Patients, Func<double, DecisionCounts> At)
{
    /// <summary>
    /// The best there is: measured, else estimated, each from <see cref="MinimumSample.Confirmed"/> patients on, else the card; null
    /// without a model.
    /// </summary>
    public static ValueBasis? FromTally(Tally tally, ModelCard? card, double? prevalence, Func<double, double>? chance)
    {
        if (tally.Confirmed >= MinimumSample.Confirmed)
            return new(ValueSource.Measured, tally.Confirmed, BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]).At);
        if (tally.Assessments >= MinimumSample.Confirmed)
            return new(ValueSource.Estimated, tally.Assessments, BinnedOutcomes.Expected(tally[Counters.Probability], chance).At);
        return card is null ? null : new(ValueSource.Card, card.Data.RowsUsed, threshold => CardDecisions.At(card, threshold, prevalence));
    }
}
