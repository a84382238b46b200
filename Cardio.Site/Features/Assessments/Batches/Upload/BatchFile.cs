using System.Runtime.CompilerServices;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A row of the file.</summary>
/// <param name="Number">Its number as a spreadsheet counts.</param>
/// <param name="Cells">The cells of the columns that are kept, in order.</param>
/// <param name="Fault">Names the text that says why the row cannot be read, or null.</param>
internal sealed record FileRow(int Number, string[] Cells, string? Fault);

/// <summary>Reads an uploaded file as it comes in.</summary>
internal sealed class BatchFile : IDisposable
{
    private const int MaximumColumns = 100;
    private const int MaximumCell = 100;

    private readonly StreamReader _text;
    private readonly SeparatedRows _rows;
    private readonly int[] _kept;

    private BatchFile(StreamReader text, SeparatedRows rows, TextRow header)
    {
        (_text, _rows) = (text, rows);
        var names = header.Cells.Select(name => name.Trim()).ToList();
        if (names.Count > MaximumColumns) throw new BatchRefusedException("TooManyColumns", MaximumColumns);
        if (names.Exists(name => name.Contains('\0', StringComparison.Ordinal)) || names[0].StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
            throw new BatchRefusedException("NoText");
        Columns = ColumnNames.Read(names);
        _kept = [.. Enumerable.Range(0, names.Count).Where(i => Columns[i].Field is not null)];
    }

    /// <summary>Every column, in order.</summary>
    public IReadOnlyList<BatchColumn> Columns { get; }

    /// <summary>Finds the names of the columns.</summary>
    /// <exception cref="BatchRefusedException">It is no such file.</exception>
    public static async Task<BatchFile> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StreamReader(stream, Windows1252Fallback.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var rows = new SeparatedRows(text);
        var header = await rows.ReadHeaderAsync(ColumnNames.CountKnown, cancellationToken) ?? throw new BatchRefusedException("Empty");
        return new(text, rows, header);
    }

    /// <summary>Every row in which something stands.</summary>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _rows.ReadAsync(cancellationToken) is { } row)
            yield return new(row.Number, Array.ConvertAll(_kept, column => Cell(row, column)), Fault(row));
    }

    public void Dispose() => _text.Dispose();

    private string? Fault(TextRow row) =>
        row.IsBroken ? "Cell.Quotes"
        : Enumerable.Range(Columns.Count, Math.Max(0, row.Cells.Count - Columns.Count)).Any(i => Cell(row, i).Length > 0) ? "Cell.TooMany"
        : _rows.Separator == ',' && Enumerable.Range(0, Columns.Count - 1).Any(i => IsCutOff(row, i)) ? "Cell.CutOff"
        : null;

    /// <summary>
    /// Whether a decimal comma cut a height or a weight in a file with commas: a whole number, and behind it a single digit in a column
    /// that means nothing here, or up to two in one without a name.
    /// </summary>
    private bool IsCutOff(TextRow row, int column) =>
        Columns[column].Field is BatchField.HeightCm or BatchField.WeightKg && Columns[column + 1].Field is null
        && Cell(row, column) is { Length: > 0 } whole && whole.All(char.IsAsciiDigit)
        && Cell(row, column + 1) is { Length: > 0 } rest && rest.All(char.IsAsciiDigit)
        && rest.Length <= (Columns[column + 1].Name.Length == 0 ? 2 : 1);

    private static string Cell(TextRow row, int column) =>
        column >= row.Cells.Count ? "" : TypedText.Start(row.Cells[column].Trim(), MaximumCell);
}
