using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Quality;
using Cardio.Site.Features.Dashboard.Reliability;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Features.Dashboard.Usage;
using Cardio.Site.Features.Dashboard.Value;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Report;

/// <summary>Settings that the report uses.</summary>
internal sealed record ReportSettings(
    IOptionsMonitor<ClinicOptions> Clinic, IOptionsMonitor<PriceOptions> Price, IOptionsMonitor<AlertOptions> Alerts);

/// <summary>Texts of the pages that the report uses.</summary>
internal sealed record ReportWords(
    IStringLocalizer<ReportText> Report, IStringLocalizer<DashboardText> Dashboard, IStringLocalizer<QualityText> Quality,
    IStringLocalizer<ValueText> Value, IStringLocalizer<ReliabilityText> Reliability);

/// <summary>Creates the monthly report from the figures of the dashboard's pages.</summary>
internal sealed class ReportMaker(
    CountStore counts, UsageReader usage, ServedModel served, ReportSettings settings, ReportWords words, ClinicClock clock,
    TimeProvider time)
{
    /// <summary>Creates the report of a month.</summary>
    public async Task<MonthlyReport> CreateAsync(Period month, CancellationToken cancellationToken)
    {
        await counts.CatchUpAsync(cancellationToken);
        var filter = new Filter(month, null, null, null, null, Step.Week);
        var now = await usage.ReadAsync(filter, month, cancellationToken);
        var before = await usage.ReadAsync(filter, Period.Month(month.From.AddDays(-1)), cancellationToken);
        var counted = await counts.WithInputsAsync(month, null, cancellationToken);
        var total = counted.Total();
        var versions = string.Join(", ", counted.By(slice => slice.ModelVersion).Keys.Order(StringComparer.Ordinal));
        var isEmpty = total.Assessments == 0;
        return new(
            month, clock.Today() > month.To, [.. Headline.Create(now, before, words.Dashboard)],
            isEmpty ? [] : [Accuracy(total), Profit(total), Reliability(filter, total, versions)], total[Counters.Demo], time.GetUtcNow());
    }

    private ReportSection Accuracy(Tally total)
    {
        var clinic = settings.Clinic.CurrentValue;
        var patients = Patients(total, clinic);
        var grids = new QualityGrids(patients, words.Quality);
        return new(words.Report["AccuracyQuestion"], [grids.ManualDiagnosis().Title], [grids.Figures()]);
    }

    private ReportSection Profit(Tally total)
    {
        var (clinic, price) = (settings.Clinic.CurrentValue, settings.Price.CurrentValue);
        var question = words.Report["ProfitQuestion"];
        if (
            ValueBasis.FromTally(
                total, served.Current?.Card, clinic.Prevalence, PrevalenceAdjustment.Create(served, clinic)) is not { } basis)
            return new(question, [words.Report["NothingKnown"]], []);
        var threshold = clinic.DecisionThreshold;
        var value = new ValueCase(
            basis, price, threshold, threshold, SmallCellSuppression.IsSmall(total.Assessments) ? null : total.Assessments);
        if (value.Chosen.Share is not { } share)
            return new(
                question,
                [
                    value.Chosen.IsShareHidden
                        ? words.Report["MissedFew", Format.Setting(threshold), SmallCellSuppression.Fewest]
                        : words.Report["NothingKnown"],
                ],
                []);
        var grids = new ValueGrids(value, words.Value);
        var from = words.Value[
            $"Basis.{basis.Source}", words.Value[$"Metric.{value.Metric}"].Value, Format.WithInterval(share), Format.Count(basis.Patients)];
        var missed = words.Report[
            "Missed", Format.Setting(threshold), Format.Count(value.PatientsIn(value.Chosen.Missed!.Value.Value)),
            Format.Count(value.Patients)];
        string[] ofMonth = value.Assessments is { } assessments ? [$"{grids.Period(assessments).Title}."] : [];
        return new(question, [from, missed, $"{grids.Steps().Title}.", .. ofMonth], [grids.Business()]);
    }

    private ReportSection Reliability(Filter filter, Tally total, string versions)
    {
        var question = words.Report["ReliabilityQuestion"];
        if (served.Current is not { } model) return new(question, [words.Report["NothingKnown"]], []);
        var alerts = settings.Alerts.CurrentValue;
        var figures = ReliabilityFigures.FromTally(total, model.Card);
        var raised = Alert.FromFigures(figures, alerts).Count;
        var patients = Patients(total, settings.Clinic.CurrentValue);
        var grids = new ReliabilityGrids(filter, alerts, words.Reliability, words.Dashboard);
        return new(
            question,
            [
                words.Report["Model", versions],
                raised == 0 ? words.Report["NoAlert"] : words.Report["Alerts", raised],
                grids.CalibrationByMonth(figures, new Dictionary<DateOnly, Tally> { [filter.Period.From] = total }).Title,
            ],
            [
                grids.Stability(figures),
                .. patients.Confirmed is not null && new QualityGrids(patients, words.Quality).Reliability() is { } reliability
                    ? (Grid[])[reliability]
                    : [],
            ]);
    }

    private QualityPatients Patients(Tally total, ClinicOptions clinic) =>
        new(total, clinic.DecisionThreshold, PrevalenceAdjustment.Share(served, clinic), PrevalenceAdjustment.Create(served, clinic));
}
