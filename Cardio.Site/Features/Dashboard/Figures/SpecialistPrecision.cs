namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// Precision of manual diagnosis by specialists as stated by the company: 55 to 65%, because the problem is hard and shifts are tiring.
/// It was not measured.
/// </summary>
internal static class SpecialistPrecision
{
    /// <summary>Lower limit.</summary>
    public const double Low = 0.55;

    /// <summary>Middle of the range.</summary>
    public const double Middle = 0.6;

    /// <summary>Upper limit.</summary>
    public const double High = 0.65;
}
