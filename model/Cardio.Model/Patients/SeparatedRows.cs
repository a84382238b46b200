namespace Cardio.Model.Patients;

/// <summary>A row of separated text.</summary>
/// <param name="Number">Its number as a spreadsheet counts, from 1.</param>
/// <param name="Cells">Its cells, without quotation marks; empty for a broken row.</param>
/// <param name="IsBroken">Whether its quotation marks do not tell where its cells end.</param>
public sealed record TextRow(int Number, IReadOnlyList<string> Cells, bool IsBroken);

/// <summary>
/// Reads rows of separated text (RFC 4180), with the aim that no row is lost and none takes another's cells. A quoted cell may span lines,
/// but not where it holds separators or never ends: a stray quotation mark does the same. Then its first line is broken, and reading goes
/// on with the next line. Libraries for CSV join such lines without a word. No sign begins a comment.
/// </summary>
/// <param name="text">The text; lines end with LF, CR or both.</param>
public sealed class SeparatedRows(TextReader text)
{
    private const int MostLinesOfCell = 20;
    private const int MostLinesBeforeHeader = 10;
    private const int SureHeader = 4;

    private readonly List<string> _ahead = []; // lines that were read to find the end of a cell
    private int _number;

    /// <summary>The separator; found with the header.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>
    /// Finds the row that names the columns. It obeys a line <c>sep=;</c>, which spreadsheets do not count, and passes over empty lines and
    /// titles. Null for an empty text.
    /// </summary>
    /// <param name="countKnown">How many names of a row are known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<TextRow?> ReadHeaderAsync(Func<IReadOnlyList<string>, int> countKnown, CancellationToken cancellationToken)
    {
        (TextRow? Row, char Separator, int Known, int Lines) best = (null, ',', -1, 0);
        char? told = null;
        var number = 0;
        for (var at = 0; number < MostLinesBeforeHeader && best.Known < SureHeader && await PeekAsync(at, cancellationToken) is { } line;)
        {
            if (SeparatorOf(line) is { } separator)
            {
                told = separator;
                at++;
                continue;
            }
            Separator = told ?? Guess(line);
            var (cells, lines) = await JoinAsync(at, line, cancellationToken);
            (at, number) = (at + lines, number + 1);
            if (cells is null || IsEmpty(cells)) continue;
            if (countKnown(cells) is var known && known > best.Known) best = (new(number, cells, IsBroken: false), Separator, known, at);
        }
        // The rows behind the header are read again, as rows.
        _ahead.RemoveRange(0, best.Lines);
        (Separator, _number) = (best.Separator, best.Row?.Number ?? 0);
        return best.Row;
    }

    /// <summary>The next row in which something stands, or null at the end.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<TextRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await PeekAsync(0, cancellationToken) is { } line)
        {
            _number++;
            var (cells, lines) = await JoinAsync(0, line, cancellationToken);
            _ahead.RemoveRange(0, lines);
            if (cells is null) return new(_number, [], IsBroken: true);
            if (!IsEmpty(cells)) return new(_number, cells, IsBroken: false);
        }
        return null;
    }

    /// <summary>The cells of the row that begins with a line, and how many lines it has; no cells where it is broken.</summary>
    private async ValueTask<(List<string>? Cells, int Lines)> JoinAsync(int at, string line, CancellationToken cancellationToken)
    {
        var record = line;
        for (var lines = 1; lines <= MostLinesOfCell; lines++)
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
            var close = ClosingMark(record, start + 1);
            if (close < 0) return (cells, End.InQuotes);
            if (close + 1 < record.Length && record[close + 1] != Separator) return (cells, End.Malformed);
            cells.Add(record[(start + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal));
            start = close + 2;
        }
        return (cells, End.Complete);
    }

    /// <summary>The mark that ends a quoted cell: a doubled one is part of its text.</summary>
    private static int ClosingMark(string record, int start)
    {
        for (var i = record.IndexOf('"', start); i >= 0; i = record.IndexOf('"', i + 2))
        {
            if (i + 1 == record.Length || record[i + 1] != '"') return i;
        }
        return -1;
    }

    private async ValueTask<string?> PeekAsync(int index, CancellationToken cancellationToken)
    {
        while (_ahead.Count <= index)
        {
            if (await text.ReadLineAsync(cancellationToken) is not { } line) return null;
            _ahead.Add(line);
        }
        return _ahead[index];
    }

    private static char? SeparatorOf(string line) =>
        line.Trim().Trim('"') is { Length: 5 } told && told.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? told[4] : null;

    /// <summary>The separator of which a line has most outside quotation marks.</summary>
    private static char Guess(string line)
    {
        var outside = string.Concat(line.Split('"').Where((_, i) => i % 2 == 0));
        return ";\t|,".MaxBy(separator => outside.Count(c => c == separator));
    }
}
