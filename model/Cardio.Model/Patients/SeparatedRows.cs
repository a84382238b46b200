namespace Cardio.Model.Patients;

/// <summary>A row of delimiter-separated text.</summary>
/// <param name="Number">Row number as a spreadsheet shows it, from 1.</param>
/// <param name="Cells">Cells without their quotation marks; empty if the row is malformed.</param>
/// <param name="IsBroken">Whether its quotation marks are unbalanced, so the ends of its cells are unknown.</param>
public sealed record TextRow(int Number, IReadOnlyList<string> Cells, bool IsBroken);

/// <summary>
/// Reads delimiter-separated text (RFC 4180) without losing a row or mixing cells of two rows. A quoted cell may span lines, unless it
/// contains separators or never ends, as after a stray quotation mark. In that case its first line is reported as broken and reading
/// continues with the next line. CSV libraries silently join such lines. There are no comment lines.
/// </summary>
/// <param name="text">Text with lines that end in LF, CR or CRLF.</param>
public sealed class SeparatedRows(TextReader text)
{
    private const int MaximumLinesPerCell = 20;
    private const int MaximumLinesBeforeHeader = 10;
    private const int CertainHeaderNames = 4;

    private readonly List<string> _lookahead = []; // lines read ahead to find the end of a cell
    private int _number;

    /// <summary>Separator, detected by <see cref="ReadHeaderAsync"/>.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>
    /// Finds the row with the column names, or returns null if the text is empty. Skips empty lines and titles, and honours a line
    /// <c>sep=;</c>, which spreadsheets do not count as a row.
    /// </summary>
    /// <param name="countKnown">Returns the number of known column names in a row.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async ValueTask<TextRow?> ReadHeaderAsync(Func<IReadOnlyList<string>, int> countKnown, CancellationToken cancellationToken)
    {
        (TextRow? Row, char Separator, int Known, int Lines) best = (null, ',', -1, 0);
        char? declared = null;
        var number = 0;
        var at = 0;
        while (number < MaximumLinesBeforeHeader
            && best.Known < CertainHeaderNames
            && await PeekAsync(at, cancellationToken) is { } line)
        {
            if (ParseSeparatorLine(line) is { } separator)
            {
                declared = separator;
                at++;
                continue;
            }
            Separator = declared ?? GuessSeparator(line);
            var (cells, lines) = await JoinAsync(at, line, cancellationToken);
            (at, number) = (at + lines, number + 1);
            if (cells is null || IsEmpty(cells)) continue;
            if (countKnown(cells) is var known && known > best.Known) best = (new(number, cells, IsBroken: false), Separator, known, at);
        }
        // Rows after the header stay in the buffer and are read again as data rows.
        _lookahead.RemoveRange(0, best.Lines);
        (Separator, _number) = (best.Separator, best.Row?.Number ?? 0);
        return best.Row;
    }

    /// <summary>Reads the next row that is not empty, or returns null at the end.</summary>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async ValueTask<TextRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await PeekAsync(0, cancellationToken) is { } line)
        {
            _number++;
            var (cells, lines) = await JoinAsync(0, line, cancellationToken);
            _lookahead.RemoveRange(0, lines);
            if (cells is null) return new(_number, [], IsBroken: true);
            if (!IsEmpty(cells)) return new(_number, cells, IsBroken: false);
        }
        return null;
    }

    /// <summary>Returns the cells and the number of lines of the row that starts with a line; cells are null if it is broken.</summary>
    private async ValueTask<(List<string>? Cells, int Lines)> JoinAsync(int at, string line, CancellationToken cancellationToken)
    {
        var record = line;
        for (var lines = 1; lines <= MaximumLinesPerCell; lines++)
        {
            var (cells, end) = Split(record);
            if (end == End.Complete) return cells.Exists(IsSuspect) ? (null, 1) : (cells, lines);
            if (end == End.Malformed || await PeekAsync(at + lines, cancellationToken) is not { } next) break;
            record = $"{record}\n{next}";
        }
        return (null, 1);
    }

    private bool IsSuspect(string cell) =>
        cell.Contains('\n', StringComparison.Ordinal) && cell.Contains(Separator, StringComparison.Ordinal);

    private static bool IsEmpty(List<string> cells) => cells.TrueForAll(string.IsNullOrWhiteSpace);

    private enum End
    {
        Complete,
        InQuotes,
        Malformed,
    }

    private (List<string> Cells, End End) Split(string record)
    {
        var cells = new List<string>();
        for (var start = 0; start <= record.Length;)
        {
            if (start == record.Length || record[start] != '"')
            {
                var end = record.IndexOf(Separator, start);
                if (end < 0) end = record.Length;
                cells.Add(record[start..end]);
                start = end + 1;
                continue;
            }
            var close = FindClosingQuote(record, start + 1);
            if (close < 0) return (cells, End.InQuotes);
            if (close + 1 < record.Length && record[close + 1] != Separator) return (cells, End.Malformed);
            cells.Add(record[(start + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal));
            start = close + 2;
        }
        return (cells, End.Complete);
    }

    /// <summary>Finds the quotation mark that closes a cell; a doubled mark is part of the text.</summary>
    private static int FindClosingQuote(string record, int start)
    {
        for (var i = record.IndexOf('"', start); i >= 0; i = record.IndexOf('"', i + 2))
        {
            if (i + 1 == record.Length || record[i + 1] != '"') return i;
        }
        return -1;
    }

    private async ValueTask<string?> PeekAsync(int index, CancellationToken cancellationToken)
    {
        while (_lookahead.Count <= index)
        {
            if (await text.ReadLineAsync(cancellationToken) is not { } line) return null;
            _lookahead.Add(line);
        }
        return _lookahead[index];
    }

    private static char? ParseSeparatorLine(string line) =>
        line.Trim().Trim('"') is { Length: 5 } directive && directive.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            ? directive[4]
            : null;

    /// <summary>Returns the separator that occurs most often outside quotation marks.</summary>
    private static char GuessSeparator(string line)
    {
        var outside = string.Concat(line.Split('"').Where((_, i) => i % 2 == 0));
        return ";\t|,".MaxBy(separator => outside.Count(c => c == separator));
    }
}
