using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Tables of the value page.</summary>
internal sealed class ValueGrids(ValueCase value, IStringLocalizer<ValueText> words)
{
    /// <summary>Smaller chances are combined.</summary>
    private const double SmallChance = 0.0005;

    private readonly Money _money = value.Money;

    /// <summary>Creates the table of profit by threshold.</summary>
    public Grid Profit() => new("profit", words["ProfitTitle"], words["Threshold"],
        [new(words[$"Metric.{value.Metric}"]), new(words["Price"]), new(words["Profit"], IsSeries: true)],
        [
            .. value.Thresholds.Select(
                row => Row(row, ShareCell(row.Share, row.IsShareHidden), Amount(row.Price, row), Amount(row.Profit, row))),
        ])
    {
        Chart = ChartKind.Line, Lines = [0], Description = words["ProfitChart"],
    };

    /// <summary>Creates the table of missed patients by threshold.</summary>
    public Grid Missed() => new("missed", words["MissedTitle"], words["Threshold"],
        [new(words["Sensitivity"]), new(words["MissedShare"], IsSeries: true), new(words["MissedOf", Format.Count(value.Patients)])],
        [.. value.Thresholds.Select(row => Row(
            row, ShareCell(row.Sensitivity, row.IsHidden, "NobodyDiseased"), ShareCell(row.Missed, row.IsHidden),
            row.Missed is { } missed ? Cell.Count(value.PatientsIn(missed.Value)) : None(row.IsHidden)))])
    {
        Chart = ChartKind.Line, IsPercent = true, Description = words["MissedChart"],
    };

    private GridRow Row(ThresholdValue row, params Cell[] cells) =>
        new(Format.Setting(row.Threshold), cells) { Marker = row.Threshold == value.Chosen.Threshold ? words["Chosen"].Value : null };

    /// <summary>Creates the table of price steps with their chances.</summary>
    public Grid Steps()
    {
        var posterior = value.Chosen.Posterior!.Value;
        var bands = value.Rule.Bands(posterior);
        var rows = bands.Where(band => band.Chance >= SmallChance).Select(band => new GridRow(
            band.Low == 0 && !value.Rule.IsFloored
                ? words["BandUpTo", Format.Setting(band.High)]
                : words["Band", Format.Setting(band.Low), Format.Setting(band.High)],
            new Cell(BandPrice(band, value.Rule.Price(band.High)), (double)band.Price),
            new Cell(
                BandPrice(band with { Price = band.Price - value.Rule.Cost }, value.Rule.Profit(band.High)),
                (double)(band.Price - value.Rule.Cost)),
            new Cell(Format.Share(band.Chance), band.Chance))).ToList();
        var rest = bands.Where(band => band.Chance < SmallChance).Sum(band => band.Chance);
        rows.Add(new(words["OtherBands"], new("–"), new("–"), new(Format.Share(rest), rest)));
        var likeliest = bands.MaxBy(band => band.Chance);
        var price = BandPrice(likeliest, value.Rule.Price(likeliest.High));
        var profit = Expected(value.Rule.ExpectedProfit(posterior));
        return new("steps", words["StepsTitle", Percent.Show(likeliest.Chance), price, profit],
            words[$"Metric.{value.Metric}"], [new(words["Price"]), new(words["Profit"]), new(words["Chance"], IsSeries: true)], rows)
        {
            Chart = ChartKind.Bar, IsPercent = true, Description = words["StepsChart"],
            Note = words["StepsNote", Expected(value.Rule.ExpectedPrice(posterior)), profit],
        };

        string Expected(double amount) => _money.Show(Math.Round((decimal)amount));
    }

    /// <summary>Formats the price of a band: a range if partial steps are paid.</summary>
    private string BandPrice(PriceBand band, decimal at) =>
        value.Rule.IsFloored || band.Price == at ? _money.Show(band.Price) : words["Band", _money.Show(band.Price), _money.Show(at)];

    /// <summary>
    /// Creates the table of revenue, cost and profit for the configured number of patients, with the tool and with manual diagnosis.
    /// </summary>
    public Grid Business()
    {
        var tool = Profit(Share.Value, value.Patients);
        var more = tool - Profit(SpecialistPrecision.High, value.Patients);
        var title = words[
            $"BusinessTitle{(more > 0 ? "More" : more < 0 ? "Less" : "Same")}", _money.Show(tool), Format.Count(value.Patients),
            _money.Show(Math.Abs(more)), Percent.Share(SpecialistPrecision.High)];
        return Money("business", title, value.Patients) with
        {
            Chart = ChartKind.Bar, Lines = [0], Description = words["BusinessChart", Format.Count(value.Patients)],
            Note = words[$"BusinessNote.{value.Metric}"],
        };
    }

    /// <summary>Creates the same table for the assessments of the period.</summary>
    /// <param name="assessments">Number of assessments.</param>
    public Grid Period(long assessments) => Money(
        "period", words["PeriodTitle", _money.Show(Profit(Share.Value, assessments)), Format.Count(assessments)], assessments);

    private Grid Money(string id, string title, long patients) => new(id, title, words["With"],
        [
            new(words["Price"]), new(words["Profit"]), new(words["Revenue"]), new(words["Cost"]), new(words["ProfitOfAll"], IsSeries: true),
            new(words["Difference"]),
        ],
        [
            Line(words["Tool", Format.Share(Share.Value)], Share.Value, patients),
            Line(words["ToolLow", Format.Share(Share.Low)], Share.Low, patients),
            Line(words["ToolHigh", Format.Share(Share.High)], Share.High, patients),
            .. new[] { SpecialistPrecision.Low, SpecialistPrecision.Middle, SpecialistPrecision.High }
            .Select(hand => Line(words["Hand", Percent.Share(hand)], hand, patients)),
        ]);

    private GridRow Line(string label, double share, long patients)
    {
        var difference = Profit(Share.Value, patients) - Profit(share, patients);
        return new(label,
            _money.Cell(value.Rule.Price(share)), _money.Cell(value.Rule.Profit(share)), _money.Cell(value.Rule.Price(share) * patients),
            _money.Cell(value.Rule.Cost * patients), _money.Cell(Profit(share, patients)),
            new Cell(_money.Difference(difference), (double)difference));
    }

    private Measured Share => value.Chosen.Share!.Value;

    private decimal Profit(double share, long patients) => value.Rule.Profit(share) * patients;

    private Cell ShareCell(Measured? share, bool isHidden, string nobody = "NobodyPositive") => share is { } known
        ? Cell.FromFigure(Format.WithInterval(known), known)
        : None(isHidden, nobody);

    private Cell Amount(decimal? amount, ThresholdValue row) => amount is { } known ? _money.Cell(known) : None(row.IsShareHidden);

    private Cell None(bool isHidden, string nobody = "NobodyPositive") => new(words[isHidden ? "Hidden" : nobody]);
}
