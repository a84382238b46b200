namespace Cardio.Model.Patients;

/// <summary>
/// Age range of the development data, in completed years. The public table has only four patients under 39 and none over 64. A
/// patient outside the range is scored at the nearest age that the splines reach, and flagged.
/// </summary>
public static class TrainedAge
{
    /// <summary>Lowest age in the development data, apart from four patients.</summary>
    public const int MinimumYears = 39;

    /// <summary>Highest age in the development data.</summary>
    public const int MaximumYears = 64;

    /// <summary>Last knot of the age spline: the effect of age is constant from here on.</summary>
    public const int OldestScoredYears = MaximumYears + 1;

    /// <summary>Age bands of the performance figures on the card; the upper end is exclusive.</summary>
    public static IReadOnlyList<(int From, int To)> Bands { get; } =
        [(MinimumYears, 45), (45, 50), (50, 55), (55, 60), (60, MaximumYears + 1)];

    /// <summary>Returns whether an age is within the range of the development data.</summary>
    /// <param name="ageYears">Age in completed years.</param>
    public static bool Includes(int ageYears) => ageYears is >= MinimumYears and <= MaximumYears;

    /// <summary>Returns the nearest age within the range of the development data.</summary>
    /// <param name="ageYears">Age in completed years.</param>
    public static int Nearest(int ageYears) => Math.Clamp(ageYears, MinimumYears, MaximumYears);
}
