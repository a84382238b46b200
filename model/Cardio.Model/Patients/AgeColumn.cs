namespace Cardio.Model.Patients;

/// <summary>Detects from all values of an age column whether they are days, as in the public table, or years.</summary>
public sealed class AgeColumn
{
    /// <summary>Mean length of a year in days, leap years included.</summary>
    public const double DaysPerYear = 365.25;

    /// <summary>Highest value read as years. Nobody is older, and no patient is that young in days.</summary>
    public const double MaximumYears = 130;

    /// <summary>Lowest value read as days: no adult is younger. A value between the two limits makes only its own row invalid.</summary>
    private const double MinimumDays = 18 * 365;

    private bool _hasDays;

    /// <summary>Whether the column has an age in years.</summary>
    public bool HasYears { get; private set; }

    /// <summary>Whether the column has both ages in years and ages in days.</summary>
    public bool IsMixed => HasYears && _hasDays;

    /// <summary>Adds one value of the column.</summary>
    /// <param name="age">Value of the cell, in days or years.</param>
    public void Add(double age)
    {
        HasYears |= age is >= 1 and <= MaximumYears;
        _hasDays |= age >= MinimumDays;
    }

    /// <summary>Converts an age in days to completed years.</summary>
    /// <param name="days">Age in days.</param>
    public static int CompletedYears(double days) => (int)Math.Floor(days / DaysPerYear);
}
