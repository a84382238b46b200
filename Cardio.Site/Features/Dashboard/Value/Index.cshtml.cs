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

/// <summary>Shows profit and missed patients at the clinic's threshold or at another one.</summary>
internal sealed class ValueModel(
    DashboardParts parts, ServedModel served, IOptionsMonitor<ClinicOptions> clinic, IOptionsMonitor<PriceOptions> price,
    IStringLocalizer<ValueText> words) : DashboardPage(parts)
{
    /// <summary>Minimum threshold that can be tried, in percent.</summary>
    public const int LowestThreshold = 1;
    public const int HighestThreshold = 99;

    /// <summary>The threshold to try in whole percent, or null for the clinic's.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Threshold")]
    public int? Threshold { get; set; }

    /// <inheritdoc/>
    public override string Panels => "_Value";

    /// <inheritdoc/>
    public override string MoreFilters => "~/Features/Dashboard/Value/_Threshold.cshtml";

    /// <inheritdoc/>
    public override (string Name, string? Value)[] MoreAddress => [("threshold", Threshold?.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The clinic's threshold, 0 to 1.</summary>
    public double OfClinic => clinic.CurrentValue.DecisionThreshold;

    /// <summary>The price settings.</summary>
    public PriceOptions Price => price.CurrentValue;

    /// <summary>The value, or null without a model and outcomes.</summary>
    public ValueCase? Case { get; private set; }

    /// <summary>Number of confirmed outcomes of the period.</summary>
    public long Confirmed { get; private set; }

    /// <summary>The clinic's prevalence, to which figures are adjusted; null if it is not set or no model is loaded.</summary>
    public double? ClinicPrevalence => PrevalenceAdjustment.Share(served, clinic.CurrentValue);

    /// <summary>The prevalence in the data of the model card, or null without a model.</summary>
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
        if (Case!.Assessments is > 0 and var assessments) yield return grids.Period(assessments);
    }
}
