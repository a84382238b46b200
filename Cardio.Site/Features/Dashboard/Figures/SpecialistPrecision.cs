namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// The precision of the specialists who diagnose by hand, as the teaching case tells it of which this site is the tool: between 55 and
/// 65 %, because the problem is hard and shifts are tiring. It is a fact of that story; nobody measured it here.
/// </summary>
internal static class SpecialistPrecision
{
    /// <summary>Lower end.</summary>
    public const double Low = 0.55;

    /// <summary>The middle.</summary>
    public const double Middle = 0.6;

    /// <summary>Upper end.</summary>
    public const double High = 0.65;
}
