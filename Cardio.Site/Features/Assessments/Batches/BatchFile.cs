using System.Runtime.CompilerServices;
using Cardio.Site.Web;
using Sylvan.Data.Csv;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>A row of the file.</summary>
/// <param name="Number">Its number as a spreadsheet counts: the names of the columns are row 1.</param>
/// <param name="Cells">The cells of the columns that are kept, in order.</param>
/// <param name="IsTooLong">Whether there are more cells than columns.</param>
internal sealed record FileRow(int Number, string[] Cells, bool IsTooLong);

/// <summary>Reads an uploaded file as it comes in.</summary>
internal sealed class BatchFile : IAsyncDisposable
{
    private const int MaximumColumns = 100;
    private const int MaximumCell = 100;

    private readonly CsvDataReader _csv;
    private readonly int[] _kept;

    private BatchFile(CsvDataReader csv)
    {
        _csv = csv;
        if (csv.FieldCount > MaximumColumns) throw new BatchRefusedException("TooManyColumns", MaximumColumns);
        var names = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetName(i).Trim()).ToList();
        if (names.Exists(name => name.Contains('\0', StringComparison.Ordinal)) || names[0].StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
            throw new BatchRefusedException("NoText");
        Columns = ColumnNames.Read(names);
        _kept = [.. Enumerable.Range(0, names.Count).Where(i => Columns[i].Field is not null)];
    }

    /// <summary>Every column, in order.</summary>
    public IReadOnlyList<BatchColumn> Columns { get; }

    /// <summary>Reads the names of the columns.</summary>
    /// <exception cref="BatchRefusedException">It is no such file.</exception>
    public static async Task<BatchFile> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = new StreamReader(stream, Windows1252Fallback.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var options = new CsvDataReaderOptions { OwnsReader = true, BufferSize = 64 * 1024 };
        return new(await ReadableAsync(() => CsvDataReader.CreateAsync(reader, options, cancellationToken)));
    }

    /// <summary>Every row in which something stands.</summary>
    /// <exception cref="BatchRefusedException">The file cannot be read on.</exception>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadableAsync(() => _csv.ReadAsync(cancellationToken)))
        {
            var cells = Array.ConvertAll(_kept, Cell);
            var isTooLong = Enumerable.Range(_csv.FieldCount, Math.Max(0, _csv.RowFieldCount - _csv.FieldCount)).Any(i => Cell(i).Length > 0);
            if (isTooLong || Array.Exists(cells, cell => cell.Length > 0)) yield return new(_csv.RowNumber + 1, cells, isTooLong);
        }
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private string Cell(int column)
    {
        if (column >= _csv.RowFieldCount) return "";
        return TypedText.Start(_csv.GetString(column).Trim(), MaximumCell);
    }

    private static async Task<T> ReadableAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvMissingHeadersException)
        {
            throw new BatchRefusedException("Empty");
        }
        catch (Exception failure) when (failure is CsvFormatException or CsvRecordTooLargeException or ArgumentException)
        {
            throw new BatchRefusedException("Unreadable");
        }
    }
}
