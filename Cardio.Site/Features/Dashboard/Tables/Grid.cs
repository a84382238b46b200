using System.Globalization;
using Cardio.Model.Card;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Web.Formatting;

namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>How a grid is drawn.</summary>
internal enum ChartKind
{
    /// <summary>A bar for each row and series.</summary>
    Bar,

    /// <summary>A line for each series, with the interval of its figures.</summary>
    Line,

    /// <summary>The first series over <see cref="GridRow.X"/>, with the diagonal on which both would be equal.</summary>
    Reliability,
}

/// <summary>A figure as it is read, with the number behind it.</summary>
/// <param name="Text">What is read; "hidden" or "no data" where there is no number.</param>
/// <param name="Value">The number, or null where there is none: a gap in the chart.</param>
/// <param name="Low">Lower end of its interval, or null.</param>
/// <param name="High">Upper end of its interval, or null.</param>
internal readonly record struct Cell(string Text, double? Value = null, double? Low = null, double? High = null)
{
    /// <summary>A count.</summary>
    public static Cell Count(long count) => new(count.ToString("N0", CultureInfo.CurrentCulture), count);

    /// <summary>A figure with its interval.</summary>
    public static Cell FromFigure(string text, Figure figure) => new(text, figure.Value, figure.Low, figure.High);

    /// <summary>A share in whole per cents.</summary>
    public static Cell Share(double share) => new(Percent.Share(share), share);
}

/// <summary>A column of figures.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsSeries">Whether the chart draws it.</param>
internal sealed record GridColumn(string Title, bool IsSeries = false);

/// <summary>A row of figures.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Cells">One figure for each column.</param>
internal sealed record GridRow(string Label, params IReadOnlyList<Cell> Cells)
{
    /// <summary>Where its parts are shown, or null.</summary>
    public string? Href { get; init; }

    /// <summary>What happened here, drawn as a line across the chart; or null.</summary>
    public string? Marker { get; init; }

    /// <summary>Where it stands on the horizontal axis, for <see cref="ChartKind.Reliability"/>.</summary>
    public double? X { get; init; }
}

/// <summary>A table of the dashboard: what is read, what the chart beside it draws, and what its CSV holds are this.</summary>
/// <param name="Id">Its name in the page and in addresses.</param>
/// <param name="Title">A sentence with the figure that matters.</param>
/// <param name="RowTitle">What the rows are.</param>
/// <param name="Columns">The columns behind the rows' labels.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Grid(string Id, string Title, string RowTitle, IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows)
{
    /// <summary>How it is drawn, or null where it is a table only.</summary>
    public ChartKind? Chart { get; init; }

    /// <summary>Whether the drawn figures are shares, 0 to 1.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Figures at which a line goes across the chart.</summary>
    public IReadOnlyList<double> Lines { get; init; } = [];

    /// <summary>A sentence below, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The chart in words, or null for the title.</summary>
    public string? Description { get; init; }

    /// <summary>Where its CSV is; the page fills it in.</summary>
    public string CsvAddress { get; init; } = "";

    /// <summary>Whether it is read even beside its chart.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Whether the table stands behind a disclosure; long ones beside a chart do.</summary>
    public bool IsFolded => Chart is not null && Rows.Count > 12 && !StaysOpen;

    /// <summary>The rows that are drawn and shown, and nothing else. Ends of an interval have columns of their own.</summary>
    public CsvFile ToCsv(string low, string high)
    {
        var hasInterval = Columns.Select((_, column) => Rows.Any(row => row.Cells[column].Low is not null)).ToList();
        var csv = new CsvFile();
        csv.Add(
            [
                RowTitle,
                .. Columns.SelectMany(
                    (column, i) =>
                        hasInterval[i] ? (object[])[column.Title, $"{column.Title}, {low}", $"{column.Title}, {high}"] : [column.Title]),
            ]);
        foreach (var row in Rows)
            csv.Add(
                [
                    row.Marker is null ? row.Label : $"{row.Label} – {row.Marker}",
                    .. row.Cells.SelectMany(
                        (cell, i) => hasInterval[i] ? (object?[])[Value(cell), Rounded(cell.Low), Rounded(cell.High)] : [Value(cell)]),
                ]);
        return csv;
    }

    private static object Value(Cell cell) => (object?)Rounded(cell.Value) ?? cell.Text;

    /// <summary>A number as the page and the file give it: further places of a share would tell of how many patients it is.</summary>
    public static double? Rounded(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
