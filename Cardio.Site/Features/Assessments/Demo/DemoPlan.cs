namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>What shall be made up.</summary>
/// <param name="Assessments">How many assessments.</param>
/// <param name="Days">Over how many days before today.</param>
/// <param name="Doctors">By how many doctors.</param>
/// <param name="Outcomes">Share of them with a confirmed diagnosis, 0 to 1, once its day has come.</param>
/// <param name="Seed">The same seed gives the same patients.</param>
internal sealed record DemoPlan(int Assessments, int Days = 365, int Doctors = 12, double Outcomes = 0.3, int Seed = 1)
{
    /// <summary>Most assessments of one run.</summary>
    public const int MostAssessments = 10_000_000;

    /// <summary>Most days.</summary>
    public const int MostDays = 3650;

    /// <summary>Most doctors.</summary>
    public const int MostDoctors = 99;

    /// <summary>What is wrong with it, in a sentence, or null.</summary>
    public string? Fault =>
        Assessments is < 1 or > MostAssessments ? $"--assessments is between 1 and {MostAssessments}."
        : Days is < 1 or > MostDays ? $"--days is between 1 and {MostDays}."
        : Doctors is < 1 or > MostDoctors ? $"--doctors is between 1 and {MostDoctors}."
        : Outcomes is >= 0 and <= 1 ? null
        : "--outcomes is a share between 0 and 1.";
}
