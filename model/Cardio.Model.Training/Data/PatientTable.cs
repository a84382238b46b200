using Cardio.Model.Patients;

namespace Cardio.Model.Training.Data;

/// <summary>One row of the table: a patient, or the reason why it is none.</summary>
/// <param name="Id">The id column, empty where the table has none.</param>
/// <param name="Patient">The patient, or null where a value cannot be read.</param>
/// <param name="HasDisease">The label, or null where the row has none that can be read.</param>
/// <param name="Problem">Why the row cannot be used, or null.</param>
internal sealed record TableRow(string Id, PatientFeatures? Patient, bool? HasDisease, string? Problem);

/// <summary>A patient with the label.</summary>
internal readonly record struct LabelledPatient(PatientFeatures Patient, bool HasDisease);

/// <summary>What the numbers of a table mean.</summary>
/// <param name="IsAgeInDays">Whether ages are days; otherwise they are years.</param>
/// <param name="Sex">What the numbers of gender mean.</param>
internal sealed record TableReading(bool IsAgeInDays, SexCoding Sex)
{
    public override string ToString() => $"age is read in {(IsAgeInDays ? "days" : "years")}, gender as {Sex}";
}

/// <summary>
/// Reads the public table's layout, columns in any order: age in days or in years, gender 1 female and 2 male unless another coding is
/// given, cm, kg, mmHg, laboratory classes 1 to 3. Cells of gender, height, cholesterol, gluc, smoke, alco and active may be empty, and
/// their columns may be missing: not known.
/// </summary>
internal static class PatientTable
{
    private static readonly string[] Needed = ["age", "weight", "ap_hi", "ap_lo"];

    /// <summary>Reads every row; rows that cannot be used say why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sex">What the numbers of gender mean; null for the public table's coding.</param>
    /// <exception cref="RefusalException">It is not such a table, or its numbers have two meanings.</exception>
    public static IEnumerable<TableRow> Read(string path, SexCoding? sex = null) => Read(path, FindReading(path, sex));

    /// <summary>The same where it is known how the numbers are read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">How its numbers are read.</param>
    public static IEnumerable<TableRow> Read(string path, TableReading reading) => Rows(path).Select(row => row.IsBroken
        ? new TableRow("", null, null, $"row {row.Number}: its quotation marks do not tell where its cells end")
        : TableRowReader.Read(row.Cell, reading));

    /// <summary>Finds out from all values what the numbers mean.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sex">What the numbers of gender mean, where that is known.</param>
    /// <exception cref="RefusalException">It is not such a table, or its numbers have two meanings.</exception>
    public static TableReading FindReading(string path, SexCoding? sex)
    {
        var ages = new AgeColumn();
        var hasZero = false;
        foreach (var row in Rows(path).Where(row => !row.IsBroken))
        {
            if (TableRowReader.Parse(row.Cell("age")) is { } age) ages.See(age);
            hasZero |= TableRowReader.Parse(row.Cell("gender")) == 0;
        }
        if (ages.IsMixed)
            throw new RefusalException($"The column age holds years (up to {AgeColumn.MostYears}) and days: use one of them.");
        if (hasZero && sex is null)
        {
            throw new RefusalException(
                "The column gender holds 0, which the public table does not: say what its numbers mean, such as --sex 1=male,0=female.");
        }
        return new(!ages.HasYears, sex ?? SexCoding.PublicTable);
    }

    /// <summary>The rows that can be used and have a label.</summary>
    public static IEnumerable<LabelledPatient> Labelled(this IEnumerable<TableRow> rows) => rows
        .Where(r => r is { Patient: not null, HasDisease: not null, Problem: null })
        .Select(r => new LabelledPatient(r.Patient!.Value, r.HasDisease!.Value));

    private static IEnumerable<NamedRow> Rows(string path)
    {
        using var text = new StreamReader(path);
        var rows = new SeparatedRows(text);
        var header = Wait(rows.ReadHeaderAsync(names => names.Count(name => Needed.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase)), default));
        if (header is null) throw new RefusalException("The table cannot be read: its first line must name the columns.");
        var ordinals = Ordinals(header.Cells);
        while (Wait(rows.ReadAsync(default)) is { } row)
            yield return new(row.Number, row.IsBroken, name => ordinals.TryGetValue(name, out var i) && i < row.Cells.Count ? row.Cells[i].Trim() : "");
    }

    /// <summary>A file on the disk is read at once.</summary>
    private static T Wait<T>(ValueTask<T> reading) => reading.AsTask().GetAwaiter().GetResult();

    private static Dictionary<string, int> Ordinals(IReadOnlyList<string> names)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim();
            if (!ordinals.TryAdd(name, i) && name.Length > 0)
                throw new RefusalException($"The table has two columns '{name}'.");
        }
        var missing = Needed.Where(n => !ordinals.ContainsKey(n)).ToArray();
        return missing.Length == 0
            ? ordinals
            : throw new RefusalException($"The table has no column '{string.Join("', '", missing)}'. Its first line must name the columns, separated by ';' or ','.");
    }

    private sealed record NamedRow(int Number, bool IsBroken, Func<string, string> Cell);
}
