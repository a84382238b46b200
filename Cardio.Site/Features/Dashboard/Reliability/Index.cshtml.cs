using Cardio.Model.Patients;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Whether the model still sees patients like those it learned from, and whether it is still right.</summary>
internal sealed class ReliabilityModel(
    DashboardParts parts, ServedModel served, IOptionsMonitor<AlertOptions> options,
    IStringLocalizer<ReliabilityText> texts) : DashboardPage(parts)
{
    /// <inheritdoc/>
    public override string Panels => "_Reliability";

    /// <summary>When an alert is raised.</summary>
    public AlertOptions Options => options.CurrentValue;

    /// <summary>The figures, or null where no model is loaded, or the period has no assessment.</summary>
    public ReliabilityFigures? Figures { get; private set; }

    /// <summary>Whether a model is loaded, whose training data can be compared with.</summary>
    public bool HasModel => served.Current is not null;

    /// <summary>What somebody should look at.</summary>
    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

    /// <summary>Whether some are made by the demo verb.</summary>
    public long Demo { get; private set; }

    /// <summary>The tables that stand open; those of the distributions stand behind a disclosure each.</summary>
    public IEnumerable<Grid> Open => Grids.Where(grid => !ReliabilityGrids.IsDistribution(grid));

    /// <summary>The tables of the distributions.</summary>
    public IEnumerable<Grid> Distributions => Grids.Where(ReliabilityGrids.IsDistribution);

    /// <summary>Whether the figures are about patients of any sex and age, as the training data is.</summary>
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

    /// <summary>What was chosen is distributed by the choice.</summary>
    private bool IsChosen(string input) =>
        (Filter.Sex is not null && input == nameof(PatientFeatures.Sex))
            || (Filter.AgeBand is not null && input == nameof(PatientFeatures.AgeYears));
}
