using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Features.Dashboard;

/// <summary>Reads the usage of a period.</summary>
internal sealed class UsageReader(CountStore counts, RefusedStore refused)
{
    /// <summary>The usage of a period under the filters of another; the filters' own period is not looked at.</summary>
    public async Task<Usage> ReadAsync(Filter filter, Period period, CancellationToken cancellationToken)
    {
        var counted = await counts.UsageAsync(period, filter.Doctor, cancellationToken);
        var seconds = await counts.SecondsAsync(period, filter.Doctor, cancellationToken);
        var isByPatients = filter.Sex is not null || filter.AgeBand is not null;
        var doctors = filter.Doctor is null ? await counts.DoctorsAsync(period, cancellationToken) : counted;
        return new(
            counted, doctors.By(slice => slice.DoctorId, filter.Sex, filter.AgeBand), counted.Total(filter.Sex, filter.AgeBand),
            MedianSeconds.Of(seconds.Total(filter.Sex, filter.AgeBand).Seconds),
            isByPatients ? null : await refused.SumAsync(period, filter.Doctor, cancellationToken));
    }
}
