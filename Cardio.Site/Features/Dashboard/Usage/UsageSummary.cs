using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>The usage of a period.</summary>
/// <param name="Counted">Its counts.</param>
/// <param name="ByDoctor">The same by doctor, under the filters.</param>
/// <param name="Total">Their sum under the filters.</param>
/// <param name="Form">How long forms took.</param>
/// <param name="Refused">Inputs that were refused, or null where the filters ask for patients: a refused input is about none.</param>
internal sealed record UsageSummary(
    CountSet Counted, IReadOnlyDictionary<Guid, Tally> ByDoctor, Tally Total, MedianSeconds Form, long? Refused);

/// <summary>The median time from the opened form to the result.</summary>
/// <param name="Seconds">The median, or null where no form's time is known.</param>
/// <param name="Forms">Forms whose time is known.</param>
internal readonly record struct MedianSeconds(int? Seconds, long Forms)
{
    /// <summary>The lower median of a histogram by seconds.</summary>
    public static MedianSeconds FromCounts(ReadOnlySpan<long> counts)
    {
        var forms = 0L;
        foreach (var count in counts) forms += count;
        if (forms == 0) return new(null, 0);
        var (second, seen) = (0, counts[0]);
        while (2 * seen < forms) seen += counts[++second];
        return new(second, forms);
    }
}
