using Cardio.Model.Patients;

namespace Cardio.Model.Training.Data;

/// <summary>Row of a patient table: a patient, or the reason why it cannot be used.</summary>
/// <param name="Id">Value of the id column; empty without such a column.</param>
/// <param name="Patient">Inputs of the patient, or null if a value is malformed.</param>
/// <param name="HasDisease">Label, or null if it is missing or malformed.</param>
/// <param name="Problem">Reason why the row cannot be used, or null.</param>
internal sealed record TableRow(string Id, PatientFeatures? Patient, bool? HasDisease, string? Problem);

/// <summary>Inputs of a patient with the label.</summary>
internal readonly record struct LabelledPatient(PatientFeatures Patient, bool HasDisease);

/// <summary>Meaning of the numbers in a table.</summary>
/// <param name="IsAgeInDays">Whether ages are in days; otherwise they are in years.</param>
/// <param name="Sex">Codes of the column gender.</param>
internal sealed record TableReading(bool IsAgeInDays, SexCoding Sex)
{
    public override string ToString() => $"age is read in {(IsAgeInDays ? "days" : "years")}, gender as {Sex}";
}

/// <summary>
/// Reads tables with the columns of the public table, in any order: age in days or years; gender 1 female and 2 male, unless another
/// coding is given; cm, kg and mmHg; laboratory categories 1 to 3. The columns gender, height, cholesterol, gluc, smoke, alco and
/// active are optional, and their cells may be empty.
/// </summary>
internal static class PatientTable
{
    private static readonly string[] Required = ["age", "weight", "ap_hi", "ap_lo"];

    /// <summary>Reads all rows lazily; a row that cannot be used has a reason.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="sex">Codes of the column gender, or null for those of the public table.</param>
    /// <exception cref="RefusalException">The file is not a patient table, or its numbers are ambiguous.</exception>
    public static IEnumerable<TableRow> Read(string path, SexCoding? sex = null) => Read(path, FindReading(path, sex));

    /// <summary>Reads all rows lazily when the meaning of the numbers is known.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="reading">Unit of the ages and codes of the sexes.</param>
    public static IEnumerable<TableRow> Read(string path, TableReading reading) => Rows(path).Select(row => row.IsBroken
        ? new TableRow("", null, null, $"row {row.Number}: its quotation marks are unbalanced")
        : TableRowReader.Read(row.Cell, reading));

    /// <summary>Detects from all values what the numbers mean.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="sex">Codes of the column gender, or null if unknown.</param>
    /// <exception cref="RefusalException">The file is not a patient table, or its numbers are ambiguous.</exception>
    public static TableReading FindReading(string path, SexCoding? sex)
    {
        var ages = new AgeColumn();
        var hasZero = false;
        foreach (var row in Rows(path).Where(row => !row.IsBroken))
        {
            if (TableRowReader.Parse(row.Cell("age")) is { } age) ages.Add(age);
            hasZero |= TableRowReader.Parse(row.Cell("gender")) == 0;
        }
        if (ages.IsMixed)
            throw new RefusalException($"The column age mixes years (up to {AgeColumn.MaximumYears}) and days: use one unit.");
        if (hasZero && sex is null)
        {
            throw new RefusalException(
                "The column gender contains 0, unlike the public table: state its codes, for example --sex 1=male,0=female.");
        }
        return new(!ages.HasYears, sex ?? SexCoding.PublicTable);
    }

    /// <summary>Returns the usable rows with a label.</summary>
    public static IEnumerable<LabelledPatient> Labelled(this IEnumerable<TableRow> rows) => rows
        .Where(r => r is { Patient: not null, HasDisease: not null, Problem: null })
        .Select(r => new LabelledPatient(r.Patient!.Value, r.HasDisease!.Value));

    /// <summary>Returns the patients for whom every input is known.</summary>
    public static IEnumerable<LabelledPatient> FullyMeasured(this IEnumerable<LabelledPatient> patients) =>
        patients.Where(p => MeasurementPatterns.FromPatient(p.Patient) == MeasurementPattern.AllMeasured);

    private static IEnumerable<NamedRow> Rows(string path)
    {
        using var text = new StreamReader(path);
        var rows = new SeparatedRows(text);
        var header = Wait(rows.ReadHeaderAsync(names => names.Count(IsRequired), default))
            ?? throw new RefusalException("The table cannot be read: its first line must name the columns.");
        var ordinals = Ordinals(header.Cells);
        while (Wait(rows.ReadAsync(default)) is { } row)
        {
            yield return new(
                row.Number,
                row.IsBroken,
                name => ordinals.TryGetValue(name, out var i) && i < row.Cells.Count ? row.Cells[i].Trim() : "");
        }
    }

    private static bool IsRequired(string name) => Required.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits synchronously: a command line has no other work, and the enumeration is not asynchronous.</summary>
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
        var missing = Required.Where(n => !ordinals.ContainsKey(n)).ToArray();
        return missing.Length == 0
            ? ordinals
            : throw new RefusalException(
                $"The table has no column '{string.Join("', '", missing)}'. "
                + $"Its first line must name the columns, separated by ';' or ','.");
    }

    private sealed record NamedRow(int Number, bool IsBroken, Func<string, string> Cell);
}
