using Cardio.Model.Patients;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Shows whether patients still resemble the training data, and whether the model is still calibrated.</summary>
internal sealed class ReliabilityModel(
    DashboardParts parts, ServedModel served, IOptionsMonitor<AlertOptions> options,
    IStringLocalizer<ReliabilityText> texts) : DashboardPage(parts)
{
    /// <inheritdoc/>
    public override string Panels => "_Reliability";

    /// <summary>The limits for alerts.</summary>
    public AlertOptions Options => options.CurrentValue;

    /// <summary>The figures, or null without a model or assessments.</summary>
    public ReliabilityFigures? Figures { get; private set; }

    /// <summary>Whether a model is loaded.</summary>
    public bool HasModel => served.Current is not null;

    /// <summary>The alerts.</summary>
    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

    /// <summary>Whether some assessments are demo data.</summary>
    public long Demo { get; private set; }

    /// <summary>The tables that are always open; each distribution is in a disclosure.</summary>
    public IEnumerable<Grid> Open => Grids.Where(grid => !ReliabilityGrids.IsDistribution(grid));

    /// <summary>The tables of the distributions.</summary>
    public IEnumerable<Grid> Distributions => Grids.Where(ReliabilityGrids.IsDistribution);

    /// <summary>Whether the figures include patients of any sex and age, like the training data.</summary>
    public bool IsAll => Filter.Sex is null && Filter.AgeBand is null;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var counted = await Parts.Counts.WithInputsAsync(Filter.Period, Filter.Doctor, cancellationToken);
        var months = counted.By(slice => slice.Start.FirstOfMonth(), Filter.Sex, Filter.AgeBand);
        var total = Tally.Sum(months.Values); // unpacked once
        Demo = total[Counters.Demo];
        if (served.Current is not { } model || total.Assessments == 0) return;
        Figures = ReliabilityFigures.FromTally(total, model.Card);
        Figures = Figures with { Shifts = [.. Figures.Shifts.Where(shift => !IsChosen(shift.Training.Name))] };
        Alerts = Alert.FromFigures(Figures, Options, IsAll);
        var grids = new ReliabilityGrids(Filter, Options, texts, Parts.Words);
        Grids = [grids.Stability(Figures), grids.CalibrationByMonth(Figures, months), .. Figures.Shifts.Select(grids.Distribution)];
    }

    /// <summary>A selection changes the distribution of the selected input.</summary>
    private bool IsChosen(string input) =>
        (Filter.Sex is not null && input == nameof(PatientFeatures.Sex))
            || (Filter.AgeBand is not null && input == nameof(PatientFeatures.AgeYears));
}
