using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Shows the quality of decisions and probabilities from confirmed outcomes, and an estimate without them.</summary>
internal sealed class QualityModel(
    DashboardParts parts, ServedModel served, IOptionsMonitor<ClinicOptions> clinic,
    IStringLocalizer<QualityText> words) : DashboardPage(parts)
{
    /// <inheritdoc/>
    public override string Panels => "_Quality";

    /// <summary>The patients of the period.</summary>
    public QualityPatients Patients { get; private set; } = new(new Tally(), 0, null, null);

    /// <summary>"Not enough data yet: 87 of 200 confirmed outcomes", or null if there are enough.</summary>
    public string? NotEnough { get; private set; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        // Reads once and sums per table: a tally is large, and unpacking takes most of the time.
        var groups = (await Parts.Counts.DetailAsync(Filter.Period, Filter.Doctor, cancellationToken))
            .By(slice => (slice.Sex, slice.AgeBand), Filter.Sex, Filter.AgeBand);
        Patients = new(
            Tally.Sum(groups.Values), clinic.CurrentValue.DecisionThreshold, PrevalenceAdjustment.Share(served, clinic.CurrentValue),
            PrevalenceAdjustment.Create(served, clinic.CurrentValue));
        if (Patients.Total.Assessments == 0) return;

        var grids = new QualityGrids(Patients, words);
        if (Patients.Confirmed is null) NotEnough = grids.NotEnough(Patients.Total.Confirmed);
        Grids = [.. Tables(grids, groups)];
    }

    private IEnumerable<Grid> Tables(QualityGrids grids, IReadOnlyDictionary<(Sex Sex, AgeBand Age), Tally> tallies)
    {
        yield return grids.Figures();
        yield return grids.ManualDiagnosis();
        if (Patients.Confirmed is null) yield break;
        yield return grids.Decisions();
        if (grids.Reliability() is { } reliability) yield return reliability;
        var groups = new GroupGrids(words);
        if (Filter.Sex is null)
            yield return groups.Create("sex", "SexTitle", [.. Enum.GetValues<Sex>().Select(sex =>
                (Parts.Words[$"Sex.{sex}"].Value, (Filter with { Sex = sex }).Address(Path), Sum(group => group.Sex == sex)))]);
        if (Filter.AgeBand is null)
            yield return groups.Create("age", "AgeTitle", [.. Enum.GetValues<AgeBand>().Select(band =>
                (Parts.Words[$"AgeBand.{band}"].Value, (Filter with { AgeBand = band }).Address(Path), Sum(group => group.Age == band)))]);
        if (Patients.Doctors is not null) yield return grids.Doctors();

        Tally Sum(Func<(Sex Sex, AgeBand Age), bool> isIn) =>
            Tally.Sum(tallies.Where(tally => isIn(tally.Key)).Select(tally => tally.Value));
    }
}
