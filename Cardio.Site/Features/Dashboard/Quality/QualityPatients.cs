using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>The patients of a period, and what is known of them.</summary>
/// <param name="Total">Their counts.</param>
/// <param name="Threshold">The clinic's threshold.</param>
/// <param name="Prevalence">The clinic's share with the disease, or null where it is not set.</param>
/// <param name="Chance">The chance of disease at a probability of the model, re-based on that share; null where it is not set.</param>
internal sealed record QualityPatients(Tally Total, double Threshold, double? Prevalence, Func<double, double>? Chance)
{
    /// <summary>The model on confirmed patients; null where there are too few.</summary>
    public QualityFigures? Confirmed { get; } = Total.Confirmed >= MinimumSample.Confirmed ? QualityFigures.OfConfirmed(Total) : null;

    /// <summary>The estimate that needs no outcome; null where there are too few patients.</summary>
    public QualityFigures? Expected { get; } = Total.Assessments >= MinimumSample.Group
        ? QualityFigures.Expected(Total, Threshold, Chance)
        : null;

    /// <summary>The doctors' own estimates of confirmed patients; null where there are too few.</summary>
    public QualityFigures? Doctors { get; } = HasEstimates(Total) ? QualityFigures.OfDoctors(Total) : null;

    /// <summary>The model on the same patients.</summary>
    public QualityFigures? OnTheSame { get; } = HasEstimates(Total) ? QualityFigures.OnTheSame(Total) : null;

    /// <summary>
    /// Whether the shares of both are hidden: they would tell of few patients, by themselves or by what is left of all confirmed ones.
    /// </summary>
    public bool HidesDoctors => Doctors is { } doctors && OnTheSame is { } same && Confirmed is { } confirmed
        && (doctors.HasFew || same.HasFew || (confirmed.Decisions - same.Decisions).HasFew);

    /// <summary>Mean probability of the model; asked for only where there are enough patients for an estimate.</summary>
    public double MeanProbability => Total[Counters.ProbabilitySum] / Total.Assessments;

    /// <summary>How many of the confirmed have a doctor's own estimate.</summary>
    public long Estimated => Sum(Total[Counters.DoctorDecisions]);

    private static bool HasEstimates(Tally total) =>
        total.Confirmed >= MinimumSample.Confirmed && Sum(total[Counters.DoctorDecisions]) >= MinimumSample.Group;

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return sum;
    }
}
