using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cardio.Site.Tests.Features.Dashboard;

/// <summary>What stands in the dashboard's tables.</summary>
internal static class GridReader
{
    /// <summary>The cell of a table by the label of its row and the number of its column.</summary>
    public static IElement Cell(this IHtmlDocument page, string table, string row, int column) => page
        .QuerySelectorAll($"table#{table} tbody tr").Single(line => Label(line.QuerySelector("th")!) == row)
        .QuerySelectorAll("td")[column];

    /// <summary>Its number with its interval.</summary>
    public static (double Value, double Low, double High) Figure(this IHtmlDocument page, string table, string row, int column)
    {
        var cell = page.Cell(table, row, column);
        return (Number("data-value"), Number("data-low"), Number("data-high"));

        double Number(string name) => double.Parse(cell.GetAttribute(name)!, CultureInfo.InvariantCulture);
    }

    /// <summary>Its number.</summary>
    public static double Value(this IHtmlDocument page, string table, string row, int column) =>
        double.Parse(page.Cell(table, row, column).GetAttribute("data-value")!, CultureInfo.InvariantCulture);

    /// <summary>The label without what marks the row.</summary>
    private static string Label(IElement head) => (head.QuerySelector("a") ?? head).ChildNodes.OfType<IText>().First().Text.Trim();
}
