namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Minimum number of patients to show a figure.</summary>
internal static class MinimumSample
{
    /// <summary>Confirmed outcomes; with fewer, the interval of a precision of 75% is wider than ±8 points.</summary>
    public const int Confirmed = 200;

    /// <summary>Confirmed outcomes of a group if there are enough in total; intervals are up to ±14 points.</summary>
    public const int Group = 50;
}
