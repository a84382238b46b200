using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cardio.Site.Tests.Features.Dashboard;

/// <summary>Reads the tables of the dashboard.</summary>
internal static class GridReader
{
    /// <summary>Finds a cell by the label of its row and the index of its column.</summary>
    public static IElement Cell(this IHtmlDocument page, string table, string row, int column) => page
        .QuerySelectorAll($"table#{table} tbody tr").Single(line => Label(line.QuerySelector("th")!) == row)
        .QuerySelectorAll("td")[column];

    /// <summary>Reads the number of a cell with its interval.</summary>
    public static (double Value, double Low, double High) Figure(this IHtmlDocument page, string table, string row, int column)
    {
        var cell = page.Cell(table, row, column);
        return (Number("data-value"), Number("data-low"), Number("data-high"));

        double Number(string name) => double.Parse(cell.GetAttribute(name)!, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the number of a cell.</summary>
    public static double Value(this IHtmlDocument page, string table, string row, int column) =>
        double.Parse(page.Cell(table, row, column).GetAttribute("data-value")!, CultureInfo.InvariantCulture);

    /// <summary>Reads the label of a row without its marker.</summary>
    private static string Label(IElement head) => (head.QuerySelector("a") ?? head).ChildNodes.OfType<IText>().First().Text.Trim();
}
