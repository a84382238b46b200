using System.Globalization;
using System.Text;

namespace Cardio.Site.Web.Formatting;

/// <summary>
/// Builds a CSV that spreadsheets open correctly in the user's language: UTF-8 with a byte order mark, and <c>;</c> as separator if the
/// comma is the decimal mark.
/// </summary>
public sealed class CsvFile
{
    /// <summary>Media type of the file.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private readonly StringBuilder _text = new();
    private bool _hasPreamble;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly char _separator = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',';

    /// <summary>Adds a row of numbers and strings; null is an empty cell.</summary>
    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) _text.Append(_separator);
            _text.Append(Cell(cells[i]));
        }
        _text.Append("\r\n");
    }

    /// <summary>Writes and discards the rows added since the last call, so that a long file never fills the memory.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (!_hasPreamble) await stream.WriteAsync(Utf8.Preamble.ToArray(), cancellationToken);
        await stream.WriteAsync(Utf8.GetBytes(_text.ToString()), cancellationToken);
        _hasPreamble = true;
        _text.Clear();
    }

    /// <summary>Returns the whole file with its byte order mark.</summary>
    public byte[] ToBytes() => [.. Utf8.GetPreamble(), .. Utf8.GetBytes(_text.ToString())];

    private string Cell(object? value) => value switch
    {
        null => "",
        string text => $"\"{Inert(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        IFormattable number => number.ToString(null, _culture),
        _ => throw new ArgumentException($"A cell cannot hold a {value.GetType()}.", nameof(value)),
    };

    /// <summary>Prefixes text that a spreadsheet would run as a formula.</summary>
    private static string Inert(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
