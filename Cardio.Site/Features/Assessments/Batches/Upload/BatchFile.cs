using System.Runtime.CompilerServices;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A row of the file.</summary>
/// <param name="Number">Its number as a spreadsheet counts.</param>
/// <param name="Cells">The cells of the stored columns, in order.</param>
/// <param name="ErrorKey">Resource key of the reason why the row cannot be read, or null.</param>
internal sealed record FileRow(int Number, string[] Cells, string? ErrorKey);

/// <summary>Reads an uploaded file while it arrives.</summary>
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
        if (names.Count > MaximumColumns) throw new BatchRefusedException(RefusalReason.TooManyColumns, MaximumColumns);
        var isZip = names[0].StartsWith("PK\u0003\u0004", StringComparison.Ordinal); // an Excel workbook
        if (isZip || names.Exists(name => name.Contains('\0', StringComparison.Ordinal)))
            throw new BatchRefusedException(RefusalReason.NoText);
        Columns = ColumnNames.Read(names);
        _kept = [.. Enumerable.Range(0, names.Count).Where(i => Columns[i].Field is not null)];
    }

    /// <summary>All columns, in order.</summary>
    public IReadOnlyList<BatchColumn> Columns { get; }

    /// <summary>Reads the first line, which names the columns.</summary>
    /// <exception cref="BatchRefusedException">The file is not a readable CSV file.</exception>
    public static async Task<BatchFile> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StreamReader(stream, Windows1252Fallback.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var rows = new SeparatedRows(text);
        var header = await rows.ReadHeaderAsync(ColumnNames.CountKnown, cancellationToken)
            ?? throw new BatchRefusedException(RefusalReason.Empty);
        return new(text, rows, header);
    }

    /// <summary>Reads all rows that are not blank.</summary>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _rows.ReadAsync(cancellationToken) is { } row)
            yield return new(row.Number, Array.ConvertAll(_kept, column => Cell(row, column)), ErrorKey(row));
    }

    public void Dispose() => _text.Dispose();

    private string? ErrorKey(TextRow row) =>
        row.IsBroken ? "Cell.Quotes"
        : HasSurplusCells(row) ? "Cell.TooMany"
        : _rows.Separator == ',' && Enumerable.Range(0, Columns.Count - 1).Any(i => IsCutOff(row, i)) ? "Cell.CutOff"
        : null;

    private bool HasSurplusCells(TextRow row) =>
        Enumerable.Range(Columns.Count, Math.Max(0, row.Cells.Count - Columns.Count)).Any(i => Cell(row, i).Length > 0);

    /// <summary>
    /// Whether a decimal comma split a height or weight in a comma-separated file. Signs of that: a whole number, then one digit in an
    /// unknown column, or up to two digits in a column without a name.
    /// </summary>
    private bool IsCutOff(TextRow row, int column) =>
        Columns[column].Field is BatchField.HeightCm or BatchField.WeightKg && Columns[column + 1].Field is null
        && Cell(row, column) is { Length: > 0 } whole && whole.All(char.IsAsciiDigit)
        && Cell(row, column + 1) is { Length: > 0 } rest && rest.All(char.IsAsciiDigit)
        && rest.Length <= (Columns[column + 1].Name.Length == 0 ? 2 : 1);

    private static string Cell(TextRow row, int column) =>
        column >= row.Cells.Count ? "" : TypedText.Start(row.Cells[column].Trim(), MaximumCell);
}
