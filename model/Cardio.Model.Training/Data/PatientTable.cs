using Sylvan.Data.Csv;

namespace Cardio.Model.Training;

/// <summary>One row of the table: a patient, or the reason why it is none.</summary>
/// <param name="Id">The id column, empty where the table has none.</param>
/// <param name="Patient">The patient, or null where a value cannot be read.</param>
/// <param name="HasDisease">The label, or null where the row has none that can be read.</param>
/// <param name="Problem">Why the row cannot be used, or null.</param>
internal sealed record TableRow(string Id, PatientFeatures? Patient, bool? HasDisease, string? Problem);

/// <summary>A patient with the label.</summary>
internal readonly record struct LabelledPatient(PatientFeatures Patient, bool HasDisease);

/// <summary>
/// Reads the public table's layout, comma or semicolon separated, columns in any order: age in days, gender 1 female and 2 male, cm,
/// kg, mmHg, laboratory classes 1 to 3. Cells of gender, height, cholesterol, gluc, smoke, alco and active may be empty, and their
/// columns may be missing: not known.
/// </summary>
internal static class PatientTable
{
    private static readonly string[] Needed = ["age", "weight", "ap_hi", "ap_lo"];

    /// <summary>Reads every row; rows that cannot be used say why.</summary>
    /// <exception cref="RefusalException">It is not such a table.</exception>
    public static IEnumerable<TableRow> Read(string path)
    {
        using var csv = Open(path);
        var ordinals = Ordinals(csv);
        while (Next(csv))
            yield return TableRowReader.Read(name => ordinals.TryGetValue(name, out var i) && i < csv.RowFieldCount ? csv.GetString(i).Trim() : "");
    }

    /// <summary>The rows that can be used and have a label.</summary>
    public static IEnumerable<LabelledPatient> Labelled(this IEnumerable<TableRow> rows) => rows
        .Where(r => r is { Patient: not null, HasDisease: not null, Problem: null })
        .Select(r => new LabelledPatient(r.Patient!.Value, r.HasDisease!.Value));

    private static CsvDataReader Open(string path) => Readable(() =>
        CsvDataReader.Create(new StreamReader(path), new CsvDataReaderOptions { Delimiter = Delimiter(path), OwnsReader = true }));

    private static bool Next(CsvDataReader csv) => Readable(csv.Read);

    private static T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw new RefusalException("A row of the table is too long to be one of patients.");
        }
        catch (Exception e) when (e is CsvFormatException or CsvMissingHeadersException or InvalidDataException)
        {
            throw new RefusalException($"The table cannot be read: {e.Message}");
        }
    }

    /// <summary>The separator that the first line has more of.</summary>
    private static char Delimiter(string path)
    {
        using var reader = new StreamReader(path);
        var first = new char[4096];
        var header = first.AsSpan(0, reader.ReadBlock(first));
        if (header.IndexOfAny('\r', '\n') is >= 0 and var end)
            header = header[..end];
        return header.Count(';') >= header.Count(',') ? ';' : ',';
    }

    private static Dictionary<string, int> Ordinals(CsvDataReader csv)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < csv.FieldCount; i++)
        {
            var name = csv.GetName(i).Trim();
            if (!ordinals.TryAdd(name, i) && name.Length > 0)
                throw new RefusalException($"The table has two columns '{name}'.");
        }
        var missing = Needed.Where(n => !ordinals.ContainsKey(n)).ToArray();
        return missing.Length == 0
            ? ordinals
            : throw new RefusalException($"The table has no column '{string.Join("', '", missing)}'. Its first line must name the columns, separated by ';' or ','.");
    }
}
