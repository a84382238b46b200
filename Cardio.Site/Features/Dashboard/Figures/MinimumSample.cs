namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>From how many patients on a figure is shown.</summary>
internal static class MinimumSample
{
    /// <summary>Confirmed outcomes; with fewer, a precision of 75 % is known no better than by 8 points either way.</summary>
    public const int Confirmed = 200;

    /// <summary>
    /// Confirmed outcomes of a group, once there are enough in all: its figures are shown with an interval of up to 14 points either way.
    /// </summary>
    public const int OfGroup = 50;
}
