using System.Globalization;
using Cardio.Model.Card;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Web.Formatting;

namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>Kinds of charts.</summary>
internal enum ChartKind
{
    /// <summary>One bar per row and series.</summary>
    Bar,

    /// <summary>One line per series, with the intervals.</summary>
    Line,

    /// <summary>The first series against <see cref="GridRow.X"/>, with the diagonal on which both are equal.</summary>
    Reliability,
}

/// <summary>A displayed figure with its number.</summary>
/// <param name="Text">The displayed text; "hidden" or "no data" without a number.</param>
/// <param name="Value">The number, or null, which is a gap in the chart.</param>
/// <param name="Low">Lower end of the interval, or null.</param>
/// <param name="High">Upper end of the interval, or null.</param>
internal readonly record struct Cell(string Text, double? Value = null, double? Low = null, double? High = null)
{
    /// <summary>Creates the cell of a count.</summary>
    public static Cell Count(long count) => new(count.ToString("N0", CultureInfo.CurrentCulture), count);

    /// <summary>Creates the cell of a figure with its interval.</summary>
    public static Cell FromFigure(string text, Figure figure) => new(text, figure.Value, figure.Low, figure.High);

    /// <summary>Creates the cell of a share in whole percent.</summary>
    public static Cell Share(double share) => new(Percent.Share(share), share);
}

/// <summary>A column of figures.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsSeries">Whether the chart shows it.</param>
internal sealed record GridColumn(string Title, bool IsSeries = false);

/// <summary>A row of figures.</summary>
/// <param name="Label">Label of the row.</param>
/// <param name="Cells">One cell per column.</param>
internal sealed record GridRow(string Label, params IReadOnlyList<Cell> Cells)
{
    /// <summary>Link to the details, or null.</summary>
    public string? Href { get; init; }

    /// <summary>An event at this row, drawn as a line across the chart; or null.</summary>
    public string? Marker { get; init; }

    /// <summary>Position on the horizontal axis, for <see cref="ChartKind.Reliability"/>.</summary>
    public double? X { get; init; }
}

/// <summary>A table of the dashboard. The page, its chart and its CSV file show the same figures.</summary>
/// <param name="Id">Identifier in the page and in addresses.</param>
/// <param name="Title">A sentence with the key figure.</param>
/// <param name="RowTitle">Title of the rows.</param>
/// <param name="Columns">Columns after the labels.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Grid(string Id, string Title, string RowTitle, IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows)
{
    /// <summary>Kind of chart, or null for a table only.</summary>
    public ChartKind? Chart { get; init; }

    /// <summary>Whether the figures in the chart are shares, 0 to 1.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Figures at which a line crosses the chart.</summary>
    public IReadOnlyList<double> Lines { get; init; } = [];

    /// <summary>A note below the table, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Text alternative of the chart, or null to use the title.</summary>
    public string? Description { get; init; }

    /// <summary>Address of the CSV file; set by the page.</summary>
    public string CsvAddress { get; init; } = "";

    /// <summary>Whether the table stays open next to its chart.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Whether the table is in a disclosure: a long one next to a chart.</summary>
    public bool IsFolded => Chart is not null && Rows.Count > 12 && !StaysOpen;

    /// <summary>Creates the CSV file with the displayed rows only. Ends of intervals have their own columns.</summary>
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

    /// <summary>Rounds a number for the page and the file: more digits of a share would reveal the number of patients.</summary>
    public static double? Rounded(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
