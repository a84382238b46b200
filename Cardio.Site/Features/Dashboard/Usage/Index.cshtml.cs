using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>Shows usage by doctor and patient group, compared with the previous period.</summary>
internal sealed class UsageModel(DashboardParts parts, UsageReader reader) : DashboardPage(parts)
{
    /// <inheritdoc/>
    public override string Panels => "_Panels";

    /// <summary>The figures at the top.</summary>
    public IReadOnlyList<Headline> Headlines { get; private set; } = [];

    /// <summary>Whether the period has no assessments.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Number of assessments from demo data.</summary>
    public long Demo { get; private set; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = await reader.ReadAsync(Filter, Filter.Period, cancellationToken);
        var before = await reader.ReadAsync(Filter, Filter.Period.Before, cancellationToken);
        Headlines = [.. Headline.Create(now, before, Parts.Words)];
        (IsEmpty, Demo) = (now.Total.Assessments == 0, now.Total[Counters.Demo]);
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
}
