using System.Globalization;
using System.Text;
using QRCoder;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>A QR code as an SVG path with one unit square for each dark module.</summary>
/// <param name="Size">Side of the drawing in units, including the quiet zone.</param>
/// <param name="Path">Path data of the dark modules.</param>
internal sealed record QrCode(int Size, string Path)
{
    public static QrCode FromText(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new(rows.Count, path.ToString());
    }
}
