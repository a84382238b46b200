namespace Cardio.Model.Patients;

/// <summary>Finds out from all values of a column of ages whether they are days, as in the public table, or years.</summary>
public sealed class AgeColumn
{
    /// <summary>Days of a year, leap years included.</summary>
    public const double DaysPerYear = 365.25;

    /// <summary>Nobody is older, and nobody who is assessed is so few days old: up to here an age is in years.</summary>
    public const double MostYears = 130;

    /// <summary>No adult is younger in days. A number between is one row's error and tells nothing of the others.</summary>
    private const double FewestDays = 18 * 365;

    private bool _hasDays;

    /// <summary>Whether an age in years was seen.</summary>
    public bool HasYears { get; private set; }

    /// <summary>Whether ages in years and in days were seen.</summary>
    public bool IsMixed => HasYears && _hasDays;

    /// <summary>Looks at one age.</summary>
    /// <param name="age">The number as it stands there.</param>
    public void See(double age)
    {
        HasYears |= age is >= 1 and <= MostYears;
        _hasDays |= age >= FewestDays;
    }

    /// <summary>The completed years of an age in days.</summary>
    /// <param name="days">The age in days.</param>
    public static int CompletedYears(double days) => (int)Math.Floor(days / DaysPerYear);
}
