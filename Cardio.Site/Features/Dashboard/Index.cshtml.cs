namespace Cardio.Site.Features.Dashboard;

/// <summary>How much the tool is used, by whom and for whom, against the period before.</summary>
internal sealed class UsageModel(DashboardParts parts, RefusedStore refused) : DashboardPage(parts)
{
    /// <inheritdoc/>
    public override string Panels => "_Panels";

    /// <summary>The figures at the top.</summary>
    public IReadOnlyList<Headline> Headlines { get; private set; } = [];

    /// <summary>Whether the period has no assessment.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether some are made by the demo verb.</summary>
    public long Demo { get; private set; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (now, before) = (await UsageAsync(Filter.Period, cancellationToken), await UsageAsync(Filter.Period.Before, cancellationToken));
        Headlines = [.. Headline.Of(now, before, Parts.Words)];
        (IsEmpty, Demo) = (now.Total.Assessments == 0, now.Total.Demo);
        if (IsEmpty) return;
        var first = await Parts.Counts.FirstDayAsync(cancellationToken) ?? Filter.Period.From;
        var grids = new UsageGrids(Filter, Doctors, Parts.Words);
        Grids =
        [
            grids.OverTime(now, before, new(first, Parts.Clock.Day(ReadAt))),
            grids.ByDoctor(now),
            grids.BySource(now),
            grids.ByPatients(now),
        ];
    }

    private async Task<Usage> UsageAsync(Period period, CancellationToken cancellationToken)
    {
        var counted = await Parts.Counts.UsageAsync(period, Filter.Doctor, cancellationToken);
        var detail = await Parts.Counts.DetailAsync(period, Filter.Doctor, cancellationToken);
        var isByPatients = Filter.Sex is not null || Filter.AgeBand is not null;
        return new(
            counted, counted.Total(Filter.Sex, Filter.AgeBand),
            MedianSeconds.Of(detail.Total(Filter.Sex, Filter.AgeBand).Seconds),
            counted.By(slice => slice.DoctorId, Filter.Sex, Filter.AgeBand).Count,
            isByPatients ? null : await refused.SumAsync(period, Filter.Doctor, cancellationToken));
    }
}
