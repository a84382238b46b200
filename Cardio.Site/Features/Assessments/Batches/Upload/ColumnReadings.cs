using System.Globalization;
using Cardio.Model.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Finds out what the numbers of the columns age and sex mean, from all of them: a name alone does not tell days from years, nor which
/// number is a man.
/// </summary>
/// <param name="kept">The columns that are kept.</param>
/// <param name="sex">The coding that the sender gave, or null.</param>
internal sealed class ColumnReadings(IReadOnlyList<BatchColumn> kept, SexCoding? sex)
{
    private readonly AgeColumn _ages = new();
    private bool _isSexUnknown;
    private bool _hasCodes;

    /// <summary>
    /// Looks at the cells of a row. Where a number means something else than the column's name says, the cell becomes plain: an age in
    /// completed years, a sex as a word.
    /// </summary>
    public void Take(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var isSex = kept[i].Field is BatchField.Sex or BatchField.SexCode;
            if (!(isSex || IsAmbiguousAge(kept[i])) || CellReader.Code(cells[i]) is not { } number) continue;
            cells[i] = isSex ? SexOf(cells[i], number, kept[i].Field) : Age(cells[i], number);
        }
    }

    /// <summary>How a cell of a column is read, after <see cref="Take"/>.</summary>
    public BatchField FieldOf(BatchColumn column, string cell) =>
        IsAmbiguousAge(column) && CellReader.Code(cell) <= AgeColumn.MaximumYears ? BatchField.AgeYears
        : column.Field == BatchField.SexCode && sex is not null ? BatchField.Sex
        : column.Field!.Value;

    /// <summary>The columns with what was found.</summary>
    /// <exception cref="BatchRefusedException">The numbers have two meanings, and the sender has to say which.</exception>
    public IReadOnlyList<BatchColumn> Apply(IReadOnlyList<BatchColumn> columns)
    {
        if (_ages.IsMixed) throw new BatchRefusedException("AgeMixed", AgeColumn.MaximumYears);
        if (_isSexUnknown) throw BatchRefusedException.SexAsked();
        return [.. columns.Select(column => column.Field switch
        {
            BatchField.AgeDays when IsAmbiguousAge(column) && _ages.HasYears => column with { Field = BatchField.AgeYears, Reading = "years" },
            BatchField.AgeDays => column with { Reading = "days" },
            BatchField.Sex or BatchField.SexCode when sex is not null => column with { Field = BatchField.Sex, Reading = $"{sex}" },
            BatchField.SexCode when _hasCodes => column with { Reading = $"{SexCoding.PublicTable}" },
            _ => column,
        })];
    }

    /// <summary>The public table's own column; a name such as <c>ageDays</c> says what it holds.</summary>
    private static bool IsAmbiguousAge(BatchColumn column) =>
        column.Field == BatchField.AgeDays && column.Name.Trim().Equals("age", StringComparison.OrdinalIgnoreCase);

    private string Age(string cell, double age)
    {
        _ages.Add(age);
        return age > AgeColumn.MaximumYears ? cell : Math.Floor(age).ToString(CultureInfo.InvariantCulture);
    }

    private string SexOf(string cell, double code, BatchField? field)
    {
        _hasCodes = true;
        if (sex is not null) return sex.Decode(code) switch { Sex.Female => "female", Sex.Male => "male", _ => cell };
        _isSexUnknown |= field == BatchField.Sex || code == 0;
        return cell;
    }
}
