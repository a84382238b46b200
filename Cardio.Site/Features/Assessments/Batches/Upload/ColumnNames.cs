using System.Globalization;
using System.Text;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Determines the meaning of columns from their names, in English and Portuguese.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, BatchField> Known = BatchFields.All
        .SelectMany(definition => Split(definition.Names).SelectMany(name => Split(definition.Units).Append("")
            .Select(unit => (Name: name + unit, definition.Field))))
        .ToDictionary(known => known.Name, known => known.Field, StringComparer.Ordinal);

    /// <summary>Whether these are the columns of the public table, which has ages in days and sex as numbers.</summary>
    public static bool ArePublicTable(IEnumerable<string> names)
    {
        var plain = names.Select(Plain).ToHashSet();
        return plain.Contains("aphi") && plain.Contains("aplo");
    }

    /// <summary>Counts the known names.</summary>
    public static int CountKnown(IReadOnlyList<string> names) => names.Count(name => Known.ContainsKey(Plain(name)));

    /// <summary>Determines the meaning of each column.</summary>
    /// <exception cref="BatchRefusedException">Two columns mean the same, or a required one is missing.</exception>
    public static IReadOnlyList<BatchColumn> Read(IReadOnlyList<string> names)
    {
        var isTable = ArePublicTable(names);
        var columns = names.Select(name => new BatchColumn(name, FieldOf(Plain(name), isTable))).ToList();
        if (columns.All(column => column.Field is null or BatchField.RowId or BatchField.Diagnosis))
            throw new BatchRefusedException(RefusalReason.NoKnownColumn);
        var known = columns.Where(column => column.Field is not null).ToList();
        if (known.GroupBy(column => Meaning(column.Field!.Value)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BatchRefusedException(RefusalReason.ColumnTwice, string.Join(", ", twice.Select(column => column.Name)));
        var missing = BatchFields.All.Where(definition => definition.IsRequired).Select(definition => definition.Field)
            .Except(known.Select(column => Meaning(column.Field!.Value))).ToList();
        return missing.Count == 0
            ? columns
            : throw new BatchRefusedException(RefusalReason.ColumnMissing) { Missing = missing };
    }

    /// <summary>Maps the alternative forms of age and sex to one field each.</summary>
    public static BatchField Meaning(BatchField field) => field switch
    {
        BatchField.AgeDays => BatchField.AgeYears,
        BatchField.SexCode => BatchField.Sex,
        _ => field,
    };

    private static BatchField? FieldOf(string name, bool isTable) => Known.TryGetValue(name, out var field)
        ? (isTable, name) switch
        {
            (true, "age") => BatchField.AgeDays,
            (true, "gender") => BatchField.SexCode,
            _ => field,
        }
        : null;

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Keeps letters and digits in lower case, without accents: <c>Pressão sistólica</c> becomes <c>pressaosistolica</c>.
    /// </summary>
    private static string Plain(string name) => string.Concat(
        TypedText.Normalized(name, NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(c))
            .Select(char.ToLowerInvariant));
}
