using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>The visits with one patient code, and what drove the latest change.</summary>
internal sealed record VisitCourse
{
    /// <summary>Largest plausible difference between two height measurements of one adult, in cm.</summary>
    private const double HeightToleranceCm = 3;

    /// <summary>This visit and the earlier ones, newest first.</summary>
    public required IReadOnlyList<Assessment> Visits { get; init; }

    /// <summary>Two visits that cannot be of the same person; null if all visits can be.</summary>
    public required (Assessment Later, Assessment Earlier)? Mismatch { get; init; }

    /// <summary>
    /// The contribution of each changed feature to the change since the previous visit, largest first. Null if two models made the
    /// estimates, if the model is not installed, or if the visits are of different people.
    /// </summary>
    public required IReadOnlyList<FeatureChange>? Changes { get; init; }

    /// <summary>Compares the visits of one patient code.</summary>
    /// <param name="visits">This visit and the earlier ones, newest first.</param>
    /// <param name="served">Finds the model that made the estimates.</param>
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

    /// <summary>
    /// Whether two visits can be of the same person: same sex, about the same height, and an age that fits the time between.
    /// </summary>
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
