using System.Globalization;
using System.Text;

namespace Cardio.Site.Web.Formatting;

/// <summary>
/// A table as a spreadsheet opens it in the user's language: UTF-8 with its mark, <c>;</c> between cells where the comma is the
/// decimal mark.
/// </summary>
public sealed class CsvFile
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private readonly StringBuilder _text = new();
    private bool _isBegun;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly char _separator = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',';

    /// <summary>Adds a row of numbers and texts; null is an empty cell.</summary>
    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++) _text.Append(i == 0 ? "" : _separator.ToString()).Append(Cell(cells[i]));
        _text.Append("\r\n");
    }

    /// <summary>Writes the rows that were added since the last time, so that a long file is never whole in memory.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (!_isBegun) await stream.WriteAsync(Utf8.Preamble.ToArray(), cancellationToken);
        await stream.WriteAsync(Utf8.GetBytes(_text.ToString()), cancellationToken);
        _isBegun = true;
        _text.Clear();
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => [.. Utf8.GetPreamble(), .. Utf8.GetBytes(_text.ToString())];

    private string Cell(object? value) => value switch
    {
        null => "",
        string text => $"\"{Inert(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        IFormattable number => number.ToString(null, _culture),
        _ => throw new ArgumentException($"A cell cannot be made of {value.GetType()}.", nameof(value)),
    };

    /// <summary>A spreadsheet takes such a text for a formula and would run it.</summary>
    private static string Inert(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
