using Cardio.Model;

namespace Cardio.Site.Features.Assessments;

/// <summary>What drove the change from one visit to the next.</summary>
internal static class VisitChange
{
    private const double WorthTelling = 0.005;

    /// <summary>
    /// The features whose contribution moved by half a point or more, largest first; null where the two estimates do not start from the
    /// same base (another model, or other values measured), so that their contributions cannot be compared.
    /// </summary>
    public static IReadOnlyList<(PatientFeature Feature, double Difference)>? Of(Assessment now, Assessment before)
    {
        if (now.ModelSha256 != before.ModelSha256 || now.Explanation.BaseLogit != before.Explanation.BaseLogit) return null;
        var earlier = before.Explanation.Contributions.ToDictionary(c => c.Feature, c => c.Probability);
        return
        [
            .. now.Explanation.Contributions
                .Select(c => (c.Feature, Difference: c.Probability - earlier.GetValueOrDefault(c.Feature)))
                .Where(change => Math.Abs(change.Difference) >= WorthTelling)
                .OrderByDescending(change => Math.Abs(change.Difference)),
        ];
    }
}
