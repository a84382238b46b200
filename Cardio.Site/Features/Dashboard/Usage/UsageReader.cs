using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>Reads the usage of a period.</summary>
internal sealed class UsageReader(CountStore counts, RejectedInputStore refused)
{
    /// <summary>Reads the usage of a period with the other criteria of a filter; ignores the filter's own period.</summary>
    public async Task<UsageSummary> ReadAsync(Filter filter, Period period, CancellationToken cancellationToken)
    {
        var counted = await counts.UsageAsync(period, filter.Doctor, cancellationToken);
        var seconds = await counts.SecondsAsync(period, filter.Doctor, cancellationToken);
        var isByPatients = filter.Sex is not null || filter.AgeBand is not null;
        var doctors = filter.Doctor is null ? await counts.DoctorsAsync(period, cancellationToken) : counted;
        return new(
            counted, doctors.By(slice => slice.DoctorId, filter.Sex, filter.AgeBand), counted.Total(filter.Sex, filter.AgeBand),
            MedianSeconds.FromCounts(seconds.Total(filter.Sex, filter.AgeBand)[Counters.Seconds]),
            isByPatients ? null : await refused.SumAsync(period, filter.Doctor, cancellationToken));
    }
}
