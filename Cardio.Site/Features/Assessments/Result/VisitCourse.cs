using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>The visits under one patient code, and what may be said of them as a course.</summary>
internal sealed record VisitCourse
{
    /// <summary>Heights of one adult differ by no more than this, in cm.</summary>
    private const double HeightToleranceCm = 3;

    /// <summary>The present visit and the earlier ones, newest first.</summary>
    public required IReadOnlyList<Assessment> Visits { get; init; }

    /// <summary>Two visits that cannot be of one person, the later one first; null where all may be.</summary>
    public required (Assessment Later, Assessment Earlier)? Mismatch { get; init; }

    /// <summary>
    /// What each changed feature adds to the change since the visit before, largest first. Null where two models answered, where the
    /// model is not loaded, or where the visits are of different people.
    /// </summary>
    public required IReadOnlyList<FeatureChange>? Changes { get; init; }

    public static VisitCourse From(IReadOnlyList<Assessment> visits, ServedModel served)
    {
        var mismatch = FindMismatch(visits);
        var isComparable = mismatch is null && visits.Count > 1 && visits[0].ModelSha256 == visits[1].ModelSha256;
        var model = isComparable ? served.Find(visits[0].ModelSha256) : null;
        var changes = model?.ExplainChange(visits[1].ToFeatures(), visits[0].ToFeatures());
        return new()
        {
            Visits = visits,
            Mismatch = mismatch,
            Changes = changes is null ? null : [.. changes.OrderByDescending(change => Math.Abs(change.Probability))],
        };
    }

    /// <summary>Whether two visits may be of one person.</summary>
    public static bool MayBeOnePerson(Assessment later, Assessment earlier)
    {
        var years = (later.CreatedAt - earlier.CreatedAt).TotalDays / AgeColumn.DaysPerYear;
        return later.Sex == earlier.Sex
            && later.AgeYears >= earlier.AgeYears
            && later.AgeYears - earlier.AgeYears <= years + 1
            && Math.Abs(later.HeightCm - earlier.HeightCm) <= HeightToleranceCm;
    }

    private static (Assessment Later, Assessment Earlier)? FindMismatch(IReadOnlyList<Assessment> visits)
    {
        for (var later = 0; later < visits.Count; later++)
        {
            for (var earlier = later + 1; earlier < visits.Count; earlier++)
            {
                if (!MayBeOnePerson(visits[later], visits[earlier])) return (visits[later], visits[earlier]);
            }
        }
        return null;
    }
}
