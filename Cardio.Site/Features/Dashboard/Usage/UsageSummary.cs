using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>The usage of a period.</summary>
/// <param name="Counted">The counts.</param>
/// <param name="ByDoctor">The counts by doctor that match the filter.</param>
/// <param name="Total">The sum that matches the filter.</param>
/// <param name="Form">Time from the opened form to the result.</param>
/// <param name="Refused">Number of rejected inputs, or null if the filter selects patients: a rejected input belongs to none.</param>
internal sealed record UsageSummary(
    CountSet Counted, IReadOnlyDictionary<Guid, Tally> ByDoctor, Tally Total, MedianSeconds Form, long? Refused);

/// <summary>The median time from the opened form to the result.</summary>
/// <param name="Seconds">The median, or null without a known time.</param>
/// <param name="Forms">Number of forms with a known time.</param>
internal readonly record struct MedianSeconds(int? Seconds, long Forms)
{
    /// <summary>Computes the lower median of a histogram by seconds.</summary>
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
