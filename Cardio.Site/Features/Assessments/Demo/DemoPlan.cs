namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>What to generate.</summary>
/// <param name="Assessments">Number of assessments.</param>
/// <param name="Days">Number of days before today.</param>
/// <param name="Doctors">Number of doctors.</param>
/// <param name="Outcomes">Share of assessments with a confirmed diagnosis, 0 to 1. Diagnoses with a future date are omitted.</param>
/// <param name="Seed">Seed of the random numbers; the same seed generates the same patients.</param>
internal sealed record DemoPlan(int Assessments, int Days = 365, int Doctors = 12, double Outcomes = 0.3, int Seed = 1)
{
    /// <summary>Maximum number of assessments per run.</summary>
    public const int MaximumAssessments = 10_000_000;

    /// <summary>Maximum number of days.</summary>
    public const int MaximumDays = 3650;

    /// <summary>Maximum number of doctors.</summary>
    public const int MaximumDoctors = 99;

    /// <summary>Returns the first error as a sentence, or null if the plan is valid.</summary>
    public string? Validate() =>
        Assessments is < 1 or > MaximumAssessments ? $"--assessments is between 1 and {MaximumAssessments}."
        : Days is < 1 or > MaximumDays ? $"--days is between 1 and {MaximumDays}."
        : Doctors is < 1 or > MaximumDoctors ? $"--doctors is between 1 and {MaximumDoctors}."
        : Outcomes is >= 0 and <= 1 ? null
        : "--outcomes is a share between 0 and 1.";
}
