namespace Cardio.Model.Patients;

/// <summary>
/// The ages that the model learned from, in completed years. The public table holds four patients under 39 and none over 64; a patient
/// outside is scored like the nearest age that the curves reach, and flagged.
/// </summary>
public static class TrainedAge
{
    /// <summary>Youngest age that the model learned from.</summary>
    public const int MinimumYears = 39;

    /// <summary>Oldest age that the model learned from.</summary>
    public const int MaximumYears = 64;

    /// <summary>The oldest age that differs from the ages before it: the age curve ends here, and everyone older is scored like this.</summary>
    public const int OldestScoredYears = MaximumYears + 1;

    /// <summary>The age bands of the card's figures; the upper end is exclusive.</summary>
    public static IReadOnlyList<(int From, int To)> Bands { get; } =
        [(MinimumYears, 45), (45, 50), (50, 55), (55, 60), (60, MaximumYears + 1)];

    /// <summary>Whether the model learned from patients of this age.</summary>
    /// <param name="ageYears">Age in completed years.</param>
    public static bool Includes(int ageYears) => ageYears is >= MinimumYears and <= MaximumYears;

    /// <summary>The nearest age that the model learned from.</summary>
    /// <param name="ageYears">Age in completed years.</param>
    public static int Nearest(int ageYears) => Math.Clamp(ageYears, MinimumYears, MaximumYears);
}
