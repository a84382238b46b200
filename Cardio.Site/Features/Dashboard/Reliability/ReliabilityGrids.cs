using System.Globalization;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Tables of the reliability page.</summary>
internal sealed class ReliabilityGrids(
    Filter filter, AlertOptions options, IStringLocalizer<ReliabilityText> texts, IStringLocalizer<DashboardText> words)
{
    private const string DistributionPrefix = "distribution-";

    /// <summary>Whether a table shows a distribution.</summary>
    public static bool IsDistribution(Grid grid) => grid.Id.StartsWith(DistributionPrefix, StringComparison.Ordinal);

    /// <summary>Creates the table of stability indexes; each links to its distribution.</summary>
    public Grid Stability(ReliabilityFigures figures)
    {
        var rows = figures.Shifts.Select(shift => new GridRow(texts[$"Input.{shift.Training.Name}"],
            Index(shift), Reading(shift), NotMeasured(shift, figures.Assessments), Measured(shift, figures.Assessments))
            {
                Href = $"#{DistributionPrefix}{shift.Training.Name}-panel",
            });
        return new("stability", StabilityTitle(figures), texts["InputTitle"],
            [new(texts["StabilityIndex"], IsSeries: true), new(texts["Reading"]), new(texts["NotMeasured"]), new(words["Assessments"])],
            [.. rows])
        {
            Chart = ChartKind.Bar, StaysOpen = true, Lines = [InputShift.StableBelow, InputShift.MuchShiftedAbove],
            Description = texts["StabilityChart"],
            Note = texts["StabilityNote", Two(InputShift.StableBelow), Two(InputShift.MuchShiftedAbove)],
        };
    }

    private string StabilityTitle(ReliabilityFigures figures)
    {
        var judged = figures.Shifts.Where(IsJudged).ToList();
        if (judged.Count == 0) return texts["StabilityTooFew", Shown(figures.Assessments), options.FewestAssessments];
        var most = judged.MaxBy(shift => shift.Index)!;
        return texts["StabilityTitle", Two(most.Index!.Value), texts[$"InSentence.{most.Training.Name}"].Value, Word(most.Index.Value)];
    }

    /// <summary>Creates the table of observed share minus mean probability by month.</summary>
    public Grid CalibrationByMonth(ReliabilityFigures figures, IReadOnlyDictionary<DateOnly, Tally> months)
    {
        var all = filter.Period.Days().Select(day => day.FirstOfMonth()).Distinct().ToList();
        var hidden = SmallCellSuppression.Hidden([.. all.Select(month => months.GetValueOrDefault(month)?.Confirmed ?? 0)]);
        var rows = all.Select(
            (month, i) =>
                new GridRow(
                    month.ToString("MMM yyyy", CultureInfo.CurrentCulture), CalibrationCells(months.GetValueOrDefault(month), hidden[i])));
        return new("calibration", CalibrationTitle(figures, months.Values.Any(HasFew)), words["Step.Month"],
            [new(texts["Gap"], IsSeries: true), new(texts["Observed"]), new(texts["Predicted"]), new(texts["Confirmed"])], [.. rows])
        {
            Chart = ChartKind.Line, IsPercent = true, Lines = [-options.CalibrationGap, 0, options.CalibrationGap],
            Description = texts["CalibrationChart"],
            Note = texts["CalibrationNote", Percent.Points(options.CalibrationGap).TrimStart('+')],
        };
    }

    private string CalibrationTitle(ReliabilityFigures figures, bool isHidden) =>
        figures.Gap is { } gap && figures.Confirmed >= options.FewestAssessments
            ? isHidden
            ? texts["CalibrationTitleHidden", Shown(figures.Confirmed)]
            : texts["CalibrationTitle", Percent.Points(gap.Value), Range(gap.Low, gap.High), Shown(figures.Confirmed)]
            : texts["CalibrationTooFew", Shown(figures.Confirmed), options.FewestAssessments];

    private Cell[] CalibrationCells(Tally? tally, bool isHidden)
    {
        if (tally is null || tally.Confirmed == 0) return [NoData, NoData, NoData, NoData];
        if (isHidden) return [Hidden, Hidden, Hidden, Hidden];
        var present = tally[Counters.TruePositives] + tally[Counters.FalseNegatives];
        var predicted = tally[Counters.ConfirmedProbabilitySum] / tally.Confirmed;
        var mean = new Cell(Percent.Show(predicted), predicted);
        if (HasFew(tally)) return [Hidden, Hidden, mean, Cell.Count(tally.Confirmed)];
        var gap = ReliabilityFigures.GapOf(tally)!.Value;
        return
        [
            new($"{Percent.Points(gap.Value)} ({Range(gap.Low, gap.High)})", gap.Value, gap.Low, gap.High),
            Cell.Share((double)present / tally.Confirmed), mean, Cell.Count(tally.Confirmed),
        ];
    }

    private static bool HasFew(Tally tally) => DecisionCounts.FromTally(tally).HasFew;

    /// <summary>Creates the table that compares a distribution with the training data.</summary>
    public Grid Distribution(InputShift shift)
    {
        var counts = shift.Here.Select(count => (long)Math.Round(count)).ToList();
        var hidden = SmallCellSuppression.Hidden([.. counts, shift.NotMeasured]); // the total of all patients is public
        var bins = new BinNames(shift.Training, texts);
        var rows = counts.Select((count, bin) => new GridRow(bins[bin],
            hidden[bin] ? Hidden : Share(shift.Here[bin] / Math.Max(1, shift.Measured)),
            shift.Training.AreKnown ? Share(shift.Training.Shares[bin]) : NoReference,
            hidden[bin] ? Hidden : Cell.Count(count)));
        var name = shift.Training.Name;
        var measured = Measured(shift, shift.Measured + shift.NotMeasured).Text;
        return new(
            $"{DistributionPrefix}{name}", texts["DistributionTitle", texts[$"Input.{name}"].Value, measured], texts["Range"],
            [new(texts["Here"], IsSeries: true), new(texts["Training"], IsSeries: shift.Training.AreKnown), new(words["Assessments"])],
            [.. rows])
        {
            Chart = ChartKind.Bar, IsPercent = true,
            Note = shift.Training.AreKnown ? null : texts["NoReferenceWhy"].Value,
        };
    }

    private bool IsJudged(InputShift shift) => shift.Index is not null && shift.Measured >= options.FewestAssessments;

    private Cell Index(InputShift shift) => IsJudged(shift) ? new(Two(shift.Index!.Value), shift.Index) : Reading(shift);

    private Cell Reading(InputShift shift) =>
        new(!shift.Training.AreKnown ? texts["NoReference"].Value : IsJudged(shift) ? Word(shift.Index!.Value) : texts["TooFew"].Value);

    private Cell NotMeasured(InputShift shift, long assessments) =>
        SmallCellSuppression.IsSmallShare(shift.NotMeasured, assessments) ? Hidden : Share((double)shift.NotMeasured / assessments);

    /// <summary>Formats the number of measured patients: together with the total, it reveals how many are not measured.</summary>
    private Cell Measured(InputShift shift, long assessments) =>
        SmallCellSuppression.IsSmallShare(shift.NotMeasured, assessments) ? Hidden : Count(shift.Measured);

    private Cell Count(long count) => SmallCellSuppression.IsSmall(count) ? Hidden : Cell.Count(count);

    private string Shown(long count) => Count(count).Text;

    private string Word(double index) => texts[$"Shift.{InputShift.Read(index)}"];

    private string Range(double low, double high) => texts["FromTo", Percent.Points(low), Percent.Points(high)];

    private static string Two(double index) => index.ToString("0.00", CultureInfo.CurrentCulture);

    private static Cell Share(double share) => Cell.Share(share);

    private Cell Hidden => new(words["Hidden"]);

    private Cell NoData => new(words["NoData"]);

    private Cell NoReference => new(texts["NoReference"]);
}
