using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>What the tool earns and whom it misses, at the clinic's threshold or at another that is tried here.</summary>
internal sealed class ValueModel(
    DashboardParts parts, ServedModel served, IOptionsMonitor<ClinicOptions> clinic, IOptionsMonitor<PriceOptions> price,
    IStringLocalizer<ValueText> words) : DashboardPage(parts)
{
    /// <summary>Lowest and highest threshold that can be tried, in per cent.</summary>
    public const int LowestThreshold = 1;
    public const int HighestThreshold = 99;

    /// <summary>The threshold that is tried, in whole per cents, or null for the clinic's.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Threshold")]
    public int? Threshold { get; set; }

    /// <inheritdoc/>
    public override string Panels => "_Value";

    /// <inheritdoc/>
    public override string MoreFilters => "~/Features/Dashboard/Value/_Threshold.cshtml";

    /// <inheritdoc/>
    public override (string Name, string? Value)[] MoreAddress => [("threshold", Threshold?.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The threshold that holds in the clinic, 0 to 1.</summary>
    public double OfClinic => clinic.CurrentValue.DecisionThreshold;

    /// <summary>The settings of the price.</summary>
    public PriceOptions Price => price.CurrentValue;

    /// <summary>The business, or null where nothing is known because no model is loaded.</summary>
    public ValueCase? Case { get; private set; }

    /// <summary>Confirmed outcomes of the period.</summary>
    public long Confirmed { get; private set; }

    /// <summary>
    /// The clinic's share with the disease on which figures are re-based; null where it is not set, or without a model to re-base.
    /// </summary>
    public double? ClinicPrevalence => PrevalenceAdjustment.Share(served, clinic.CurrentValue);

    /// <summary>The share with the disease in the data of the model's card, or null without a model.</summary>
    public double? CardPrevalence => served.Current?.Card.Data.Prevalence;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Threshold is < LowestThreshold or > HighestThreshold)
        {
            ModelState.AddModelError(nameof(Threshold), words["ThresholdOutOfRange", LowestThreshold, HighestThreshold]);
            return;
        }
        var tally = (await Parts.Counts.DetailAsync(Filter.Period, Filter.Doctor, cancellationToken)).Total(Filter.Sex, Filter.AgeBand);
        Confirmed = tally.Confirmed;
        var chance = PrevalenceAdjustment.Create(served, clinic.CurrentValue);
        if (ValueBasis.FromTally(tally, served.Current?.Card, clinic.CurrentValue.Prevalence, chance) is not { } basis) return;

        var threshold = Threshold / 100.0 ?? OfClinic;
        Case = new(basis, Price, threshold, OfClinic, SmallCellSuppression.IsSmall(tally.Assessments) ? null : tally.Assessments);
        var grids = new ValueGrids(Case, words);
        Grids = [grids.Profit(), grids.Missed(), .. Case.Chosen.Share is null ? [] : Money(grids)];
    }

    private IEnumerable<Grid> Money(ValueGrids grids)
    {
        yield return grids.Steps();
        yield return grids.Business();
        if (Case!.Assessments is > 0 and var assessments) yield return grids.OfPeriod(assessments);
    }
}
