using System.Globalization;
using System.Text;

namespace Cardio.Model.Training.Comparing;

/// <summary>Line of a chart, distinguished by colour and dash pattern.</summary>
/// <param name="Name">Name in the legend; empty to omit it.</param>
/// <param name="Points">Data points in drawing order.</param>
/// <param name="Band">Confidence limits at each point, or empty.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points, IReadOnlyList<(double Low, double High)> Band);

/// <summary>Renders line charts as SVG.</summary>
internal sealed class SvgChart(
    string title, string xLabel, string yLabel, (double From, double To) xRange, (double From, double To) yRange)
{
    private const int Left = 56, Top = 34, Width = 380, Height = 300, LegendLine = 18, Ticks = 5;

    // Colour-blind safe palette (Okabe and Ito 2008); dash patterns distinguish the lines in greyscale.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];
    private static readonly string[] Dashes = ["", "6 3", "2 2", "8 3 2 3", "4 4", "1 3", "10 4"];

    public string Draw(IReadOnlyList<ChartLine> lines)
    {
        var svg = new StringBuilder();
        var named = lines.Count(l => l.Name.Length > 0);
        var viewBox = string.Create(CultureInfo.InvariantCulture, $"0 0 {Left + Width + 20} {Top + Height + 50 + named * LegendLine}");
        const string Font = "font-family=\"sans-serif\" font-size=\"12\"";
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{viewBox}\" role=\"img\" {Font}>");
        const string Background = "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>";
        Add(svg, $"<title>{title}</title>{Background}<text x=\"{Left}\" y=\"20\" font-size=\"14\">{title}</text>");
        Axes(svg);
        foreach (var (i, line) in lines.Index())
            Line(svg, line, i);
        foreach (var (i, line) in lines.Where(l => l.Name.Length > 0).Index())
        {
            var y = Top + Height + 50 + i * LegendLine;
            Add(svg, $"<path d=\"M{Left} {y - 4}h28\" {Stroke(i)}/><text x=\"{Left + 36}\" y=\"{y}\">{line.Name}</text>");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private void Axes(StringBuilder svg)
    {
        Add(svg, $"<path d=\"M{Left} {Top}v{Height}h{Width}\" fill=\"none\" stroke=\"#444\"/>");
        for (var t = 0; t <= Ticks; t++)
        {
            var (x, y) = (xRange.From + (xRange.To - xRange.From) * t / Ticks, yRange.From + (yRange.To - yRange.From) * t / Ticks);
            Add(svg, $"<text x=\"{X(x):F1}\" y=\"{Top + Height + 16}\" text-anchor=\"middle\">{x:0.##}</text>");
            var gridLine = string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(y):F1}h{Width}\" stroke=\"#ddd\"/>");
            Add(svg, $"<text x=\"{Left - 6}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{y:0.##}</text>{gridLine}");
        }
        Add(svg, $"<text x=\"{Left + Width / 2}\" y=\"{Top + Height + 32}\" text-anchor=\"middle\">{xLabel}</text>");
        Add(svg, $"<text transform=\"translate(14 {Top + Height / 2}) rotate(-90)\" text-anchor=\"middle\">{yLabel}</text>");
    }

    private void Line(StringBuilder svg, ChartLine line, int index)
    {
        if (line.Band.Count > 0)
        {
            var upper = line.Points.Zip(line.Band, (p, b) => Point(p.X, b.High));
            var lower = line.Points.Zip(line.Band, (p, b) => Point(p.X, b.Low)).Reverse();
            var outline = string.Join(' ', upper.Concat(lower));
            Add(svg, $"<polygon points=\"{outline}\" fill=\"{Colours[index % Colours.Length]}\" fill-opacity=\"0.2\"/>");
        }
        Add(svg, $"<polyline points=\"{string.Join(' ', line.Points.Select(p => Point(p.X, p.Y)))}\" fill=\"none\" {Stroke(index)}/>");
    }

    private static string Stroke(int index) =>
        $"stroke=\"{Colours[index % Colours.Length]}\" stroke-width=\"1.8\" stroke-dasharray=\"{Dashes[index % Dashes.Length]}\"";

    private string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):F1},{Y(y):F1}");

    private double X(double x) => Left + Width * (x - xRange.From) / (xRange.To - xRange.From);

    private double Y(double y) => Top + Height * (1 - (y - yRange.From) / (yRange.To - yRange.From));

    private static void Add(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
