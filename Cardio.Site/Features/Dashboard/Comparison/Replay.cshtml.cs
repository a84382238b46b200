using System.ComponentModel.DataAnnotations;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Compares the stored assessments of a period with the results of another model: reclassified patients and value.</summary>
internal sealed class ReplayModel(DashboardParts parts, ComparisonParts comparison, IOptionsMonitor<PriceOptions> price)
    : DashboardPage(parts)
{
    /// <summary>Maximum number of assessments to score, newest first.</summary>
    public const int Newest = 50_000;

    /// <summary>Hash of the model, or null for the first one that is not live.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Candidate")]
    public string? Candidate { get; set; }

    /// <inheritdoc/>
    public override string Panels => "_Replay";

    /// <inheritdoc/>
    public override string MoreFilters => "~/Features/Dashboard/Comparison/Promotion/_Candidate.cshtml";

    /// <inheritdoc/>
    public override (string Name, string? Value)[] MoreAddress => [("candidate", Candidate)];

    /// <summary>Models to choose from.</summary>
    public IReadOnlyList<RiskModel> Candidates { get; private set; } = [];

    /// <summary>The chosen model.</summary>
    public RiskModel? Chosen { get; private set; }

    /// <summary>Its results next to the stored ones.</summary>
    public ModelComparison Sides { get; private set; } = new();

    /// <summary>"Not enough data yet: 87 of 200 confirmed outcomes", or null if there are enough.</summary>
    public string? NotEnough { get; private set; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        Candidates = comparison.Catalogue.Models();
        Chosen = Candidate is null ? Default() : Candidates.FirstOrDefault(model => model.Sha256 == Candidate);
        if (Chosen is not { } chosen)
        {
            ModelState.AddModelError(nameof(Candidate), comparison.Words["ChooseModel"]);
            return;
        }
        Candidate = chosen.Sha256;
        var (from, to) = (Parts.Clock.Start(Filter.Period.From), Parts.Clock.Start(Filter.Period.To.AddDays(1)));
        var selection = Filter.Selection(from, to, comparison.Clinic.CurrentValue);
        Sides = await comparison.Replays.ReplayAsync(chosen, selection, Newest, cancellationToken);
        if (Sides.All.Count < SmallCellSuppression.Fewest) return;
        var grids = new ComparisonTables(
            Sides, chosen.Version, Filter, filter => filter.Address(Path, more: MoreAddress), comparison.Words, Parts.Words);
        NotEnough = grids.HasEnough ? null : grids.NotEnough;
        Grids =
        [
            .. grids.Reclassifications(), .. grids.HasEnough ? [grids.ConfirmedPatients(), grids.Performance()] : (Grid[])[],
            grids.Value(price.CurrentValue),
        ];
    }

    /// <summary>Returns the first model that is not live, otherwise the live one; null without models.</summary>
    private RiskModel? Default() =>
        Candidates.FirstOrDefault(model => model.Sha256 != comparison.Served.Current?.Sha256)
        ?? (Candidates is [var only, ..] ? only : null);
}
