using System.Globalization;
using Cardio.Model.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Determines what the numbers of the age and sex columns mean. Needs all rows: a column name alone distinguishes neither days from
/// years nor male from female codes.
/// </summary>
/// <param name="kept">The columns whose cells are stored.</param>
/// <param name="sex">The coding of sex that the client specified, or null.</param>
internal sealed class ColumnReadings(IReadOnlyList<BatchColumn> kept, SexCoding? sex)
{
    private readonly AgeColumn _ages = new();
    private bool _isSexUnknown;
    private bool _hasCodes;

    /// <summary>
    /// Examines the cells of a row. Rewrites a number whose meaning differs from the column's: age as completed years, sex as a word.
    /// </summary>
    public void Examine(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var isSex = kept[i].Field is BatchField.Sex or BatchField.SexCode;
            if (!(isSex || IsAmbiguousAge(kept[i])) || CellReader.Code(cells[i]) is not { } number) continue;
            cells[i] = isSex ? ReadSex(cells[i], number, kept[i].Field) : ReadAge(cells[i], number);
        }
    }

    /// <summary>The field as which a cell is read, after <see cref="Examine"/>.</summary>
    public BatchField FieldOf(BatchColumn column, string cell) =>
        IsAmbiguousAge(column) && CellReader.Code(cell) <= AgeColumn.MaximumYears ? BatchField.AgeYears
        : column.Field == BatchField.SexCode && sex is not null ? BatchField.Sex
        : column.Field!.Value;

    /// <summary>Returns the columns with their readings.</summary>
    /// <exception cref="BatchRefusedException">The numbers are ambiguous, so the client must specify their meaning.</exception>
    public IReadOnlyList<BatchColumn> Apply(IReadOnlyList<BatchColumn> columns)
    {
        if (_ages.IsMixed) throw new BatchRefusedException(RefusalReason.AgeMixed, AgeColumn.MaximumYears);
        if (_isSexUnknown) throw new BatchRefusedException(RefusalReason.SexAsked);
        return [.. columns.Select(column => column.Field switch
        {
            BatchField.AgeDays when IsAmbiguousAge(column) && _ages.HasYears =>
                column with { Field = BatchField.AgeYears, Reading = "years" },
            BatchField.AgeDays => column with { Reading = "days" },
            BatchField.Sex or BatchField.SexCode when sex is not null => column with { Field = BatchField.Sex, Reading = $"{sex}" },
            BatchField.SexCode when _hasCodes => column with { Reading = $"{SexCoding.PublicTable}" },
            _ => column,
        })];
    }

    /// <summary>Whether it is the public table's column <c>age</c>; a name such as <c>ageDays</c> is unambiguous.</summary>
    private static bool IsAmbiguousAge(BatchColumn column) =>
        column.Field == BatchField.AgeDays && column.Name.Trim().Equals("age", StringComparison.OrdinalIgnoreCase);

    private string ReadAge(string cell, double age)
    {
        _ages.Add(age);
        return age > AgeColumn.MaximumYears ? cell : Math.Floor(age).ToString(CultureInfo.InvariantCulture);
    }

    private string ReadSex(string cell, double code, BatchField? field)
    {
        _hasCodes = true;
        if (sex is not null) return sex.Decode(code) switch { Sex.Female => "female", Sex.Male => "male", _ => cell };
        _isSexUnknown |= field == BatchField.Sex || code == 0;
        return cell;
    }
}
