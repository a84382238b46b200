using System.Globalization;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Tables of the quality page.</summary>
internal sealed class QualityGrids(QualityPatients patients, IStringLocalizer<QualityText> words)
{
    private readonly QualityCells _cells = new(words);

    /// <summary>Creates the table of measured and estimated performance.</summary>
    public Grid Figures()
    {
        var rows = Enum.GetValues<QualityFigure>().Select(figure => new GridRow(
            words[$"Figure.{figure}"],
            _cells.Figure(patients.Confirmed, figure), _cells.Patients(patients.Confirmed, figure),
            _cells.Figure(patients.Expected, figure)));
        return new("figures", Title(), words["Figure"],
            [new(words["Measured"]), new(words["OfPatients"]), new(words["Estimate"])], [.. rows])
        {
            Note = patients.Expected is null ? words["BrierNote"].Value : $"{EstimateNote()} {words["BrierNote"]}",
        };
    }

    private string EstimateNote() => patients.Chance is null
        ? words["EstimateNote", Percent.Share(patients.MeanProbability)]
        : words["EstimateNoteRebased", Format.Setting(patients.Prevalence!.Value)];

    private string Title() =>
        patients.Confirmed is { } confirmed && !confirmed.Hides(QualityFigure.Precision) && confirmed.Decisions.Precision is { } precision
        ? words[
            "FiguresTitle", Percent.Share(precision.Value), Format.Interval(precision), Format.Count(precision.Count),
            Format.Count(patients.Total.Confirmed)]
        : patients.Confirmed is null ? NotEnough(patients.Total.Confirmed) : words["FiguresTitleHidden"];

    /// <summary>"Not enough data yet: 87 of 200 confirmed outcomes".</summary>
    public string NotEnough(long confirmed) => SmallCellSuppression.IsSmall(confirmed)
        ? words["NotEnoughFew", SmallCellSuppression.Fewest, MinimumSample.Confirmed]
        : words["NotEnough", confirmed, MinimumSample.Confirmed];

    /// <summary>Creates the table of the four counts at the threshold shown to the doctor.</summary>
    public Grid Decisions()
    {
        var total = patients.Total;
        var missed = patients.Confirmed!.Hides(QualityFigure.Sensitivity)
            ? words["Hidden"].Value
            : Format.Count(total[Counters.FalseNegatives]);
        return new("decisions", words["DecisionsTitle", missed, Format.Count(total.Confirmed)], words["Decision"],
            [new(words["Present"]), new(words["Absent"]), new(words["All"])],
            [
                Row("AtOrAbove", total[Counters.TruePositives], total[Counters.FalsePositives]),
                Row("Below", total[Counters.FalseNegatives], total[Counters.TrueNegatives]),
            ])
        {
            Note = words["DecisionsNote"],
        };

        GridRow Row(string label, params long[] counts) => new(words[label], [.. counts.Append(counts.Sum()).Select(Count)]);

        Cell Count(long count) => patients.Confirmed.HasFew ? _cells.Hidden : Cell.Count(count);
    }

    /// <summary>Creates the reliability diagram; null if it would reveal few patients with the disease or without it.</summary>
    public Grid? Reliability()
    {
        var outcomes = BinnedOutcomes.FromCounts(patients.Total[Counters.Present], patients.Total[Counters.Absent]);
        var groups = Calibration.Reliability(outcomes, fewest: SmallCellSuppression.Fewest);
        if (groups.Count == 0) return null;
        var error = Calibration.ExpectedError(groups, outcomes.Count);
        return new("reliability", words["ReliabilityTitle", (100 * error).ToString("0.0", CultureInfo.CurrentCulture)], words["Predicted"],
            [new(words["Observed"], IsSeries: true), new(words["Patients"])],
            [
                .. groups.Select(
                    group =>
                        new GridRow(
                            Format.Share(group.Predicted),
                            QualityCells.Share(new(group.Observed.Value, group.Observed.Low, group.Observed.High, group.Count)),
                            Cell.Count(group.Count)) { X = group.Predicted }),
            ])
        {
            Chart = ChartKind.Reliability, IsPercent = true, Description = words["ReliabilityChart"], Note = ReliabilityNote(outcomes),
        };
    }

    private string ReliabilityNote(BinnedOutcomes outcomes)
    {
        var large = Calibration.InTheLarge(outcomes, patients.Total[Counters.ConfirmedProbabilitySum])!.Value;
        var note = words["ReliabilityNote", Points(large.Value), Points(large.Low), Points(large.High)].Value;
        if (Recalibration.Fit(outcomes) is not var (intercept, slope)) return note;
        var fit = words[
            "ReliabilityFit", Format.PlainWithInterval(slope), Format.Plain(intercept.Value), Format.Plain(intercept.Low),
            Format.Plain(intercept.High)];
        return $"{note} {fit}";
    }

    private static string Points(double share) => (100 * share).ToString("+0.0;−0.0;0.0", CultureInfo.CurrentCulture);

    /// <summary>Compares the model with manual diagnosis and with the doctors' own estimates.</summary>
    public Grid ManualDiagnosis()
    {
        var rows = new List<GridRow> { Row("HandModel", patients.Confirmed), Estimate() };
        if (patients.Doctors is not null)
            rows.AddRange([OfDoctor("HandDoctors", patients.Doctors), OfDoctor("HandSame", patients.OnTheSame)]);
        rows.AddRange(
            [
                new(words["HandLow"], Set(SpecialistPrecision.Low), new("–")),
                new(words["HandHigh"], Set(SpecialistPrecision.High), new("–")),
            ]);
        return new("by-hand", HandTitle(), words["Who"], [new(words["Figure.Precision"], IsSeries: true), new(words["OfPositives"])], rows)
        {
            Chart = ChartKind.Bar, IsPercent = true, Lines = [SpecialistPrecision.Low, SpecialistPrecision.High],
            Description = words["HandChart"], Note = words["HandNote"],
        };

        GridRow Row(string label, QualityFigures? figures) =>
            new(words[label], _cells.Figure(figures, QualityFigure.Precision), _cells.Patients(figures, QualityFigure.Precision));

        GridRow OfDoctor(string label, QualityFigures? figures) =>
            patients.HidesDoctors ? new(words[label], _cells.Hidden, _cells.Hidden) : Row(label, figures);

        // If all patients are confirmed, the estimate has as many positives as the measurement.
        GridRow Estimate() =>
            Row("HandEstimate", patients.Expected) is var row && patients.Confirmed is { HasFew: true } && patients.Expected is not null
            ? row with { Cells = [row.Cells[0], _cells.Hidden] }
            : row;

        static Cell Set(double share) => new(Percent.Share(share), share);
    }

    private string HandTitle()
    {
        var (low, high) = (Percent.Share(SpecialistPrecision.Low), Percent.Share(SpecialistPrecision.High));
        if (patients.Confirmed is not { } confirmed || confirmed.Hides(QualityFigure.Precision)
            || confirmed.Decisions.Precision is not { } precision)
            return words["HandTitleNone", low, high];
        var side = precision.Low > SpecialistPrecision.High ? "Above" : precision.High < SpecialistPrecision.Low ? "Below" : "Within";
        return words[$"HandTitle{side}", Percent.Share(precision.Value), Format.Interval(precision), low, high];
    }

    /// <summary>Compares the doctors' own estimates with the model on the same patients.</summary>
    public Grid Doctors()
    {
        var (doctors, model) = (patients.Doctors!, patients.OnTheSame!);
        var count = SmallCellSuppression.IsSmallShare(patients.Estimated, patients.Total.Confirmed)
            ? words["Hidden"].Value
            : Format.Count(doctors.Decisions.Count);
        var rows = Enum.GetValues<QualityFigure>()
            .Select(figure => new GridRow(words[$"Figure.{figure}"], One(doctors, figure), One(model, figure)));
        return new("doctors", words["DoctorsTitle", count, One(doctors, QualityFigure.Auc).Text, One(model, QualityFigure.Auc).Text],
            words["Figure"], [new(words["Doctors"]), new(words["Model"])], [.. rows])
        {
            Note = words["DoctorsNote"],
        };

        Cell One(QualityFigures figures, QualityFigure figure) =>
            patients.HidesDoctors && QualityFigures.IsShare(figure) ? _cells.Hidden : _cells.Figure(figures, figure);
    }
}
