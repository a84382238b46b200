using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>The patients of a period.</summary>
/// <param name="Total">Their counts.</param>
/// <param name="Threshold">The clinic's threshold.</param>
/// <param name="Prevalence">The clinic's prevalence, or null if not set.</param>
/// <param name="Chance">Converts a probability to the clinic's prevalence; null if it is not set.</param>
internal sealed record QualityPatients(Tally Total, double Threshold, double? Prevalence, Func<double, double>? Chance)
{
    /// <summary>Performance of the model on confirmed patients; null if there are too few.</summary>
    public QualityFigures? Confirmed { get; } = Total.Confirmed >= MinimumSample.Confirmed ? QualityFigures.FromConfirmed(Total) : null;

    /// <summary>Estimated performance without outcomes; null if there are too few patients.</summary>
    public QualityFigures? Expected { get; } = Total.Assessments >= MinimumSample.Group
        ? QualityFigures.Expected(Total, Threshold, Chance)
        : null;

    /// <summary>Performance of the doctors' own estimates on confirmed patients; null if there are too few.</summary>
    public QualityFigures? Doctors { get; } = HasEstimates(Total) ? QualityFigures.FromDoctors(Total) : null;

    /// <summary>The model on the same patients.</summary>
    public QualityFigures? OnTheSame { get; } = HasEstimates(Total) ? QualityFigures.OnTheSame(Total) : null;

    /// <summary>
    /// Whether to hide the shares of both: they would reveal few patients, directly or as the rest of all confirmed ones.
    /// </summary>
    public bool HidesDoctors => Doctors is { } doctors && OnTheSame is { } same && Confirmed is { } confirmed
        && (doctors.HasFew || same.HasFew || (confirmed.Decisions - same.Decisions).HasFew);

    /// <summary>Mean probability of the model; used only with enough patients for an estimate.</summary>
    public double MeanProbability => Total[Counters.ProbabilitySum] / Total.Assessments;

    /// <summary>Number of confirmed patients with a doctor's own estimate.</summary>
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
