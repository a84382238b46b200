using Cardio.Model.Serving;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Shows which models were in use, the performance of each, and the challenger next to the live model.</summary>
internal sealed class ComparisonModel(DashboardParts parts, ComparisonParts comparison, PeriodStore periods) : DashboardPage(parts)
{
    /// <summary>Number of newest assessments on which the challenger is compared.</summary>
    public const int Newest = 5_000;

    /// <inheritdoc/>
    public override string Panels => "_Versions";

    /// <summary>The live model, or null if there is none.</summary>
    public RiskModel? Live { get; private set; }

    /// <summary>The challenger and the time since which it scores, or null if there is none.</summary>
    public (RiskModel Model, ModelChoice Choice)? Challenger { get; private set; }

    /// <summary>Comparison of the challenger with the live model, or null if there is no challenger.</summary>
    public ModelComparison? Sides { get; private set; }

    /// <summary>Whether any model made an assessment in the period.</summary>
    public bool HasVersions { get; private set; }

    /// <summary>Number of tables about models; the following tables are about the challenger.</summary>
    public int VersionGrids { get; private set; }

    /// <summary>"Not enough data yet: 87 of 200 confirmed outcomes", or null if there are enough.</summary>
    public string? NotEnough { get; private set; }

    /// <summary>Models that can be compared on stored assessments.</summary>
    public IReadOnlyList<RiskModel> Candidates { get; private set; } = [];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        (Live, Challenger) = (comparison.Served.Current, comparison.Served.Challenger);
        Candidates = comparison.Catalogue.Models();
        var (from, to) = (Parts.Clock.Start(Filter.Period.From), Parts.Clock.Start(Filter.Period.To.AddDays(1)));
        var grids = new VersionTables(comparison.Words, Parts.Words);
        var counted = await Parts.Counts.DetailAsync(Filter.Period, Filter.Doctor, cancellationToken);
        var versions = counted.By(slice => slice.ModelVersion, Filter.Sex, Filter.AgeBand);
        Grids =
        [
            grids.Periods(await periods.AllAsync(from, to, cancellationToken), Parts.Clock),
            .. versions.Count > 0 ? [grids.Performance(versions)] : (Grid[])[],
        ];
        (VersionGrids, HasVersions) = (Grids.Count, versions.Count > 0);
        if (Live is not { } live || Challenger is not var (challenger, _)) return;

        Sides = await comparison.Replays.ShadowedAsync(
            challenger, live.Sha256, Filter.Selection(from, to, comparison.Clinic.CurrentValue), Newest, cancellationToken);
        if (Sides.All.Count < SmallCellSuppression.Fewest) return;
        var beside = new ComparisonTables(
            Sides, challenger.Version, Filter, filter => filter.Address(Path, more: MoreAddress), comparison.Words, Parts.Words);
        NotEnough = beside.HasEnough ? null : beside.NotEnough;
        Grids =
        [
            .. Grids, .. beside.Reclassifications(), .. beside.HasEnough ? [beside.ConfirmedPatients(), beside.Performance()] : (Grid[])[],
        ];
    }
}
