using System.Globalization;
using Cardio.Model;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>
/// Finds out what the numbers of the columns age and sex mean, from all of them: a name alone does not tell days from years, nor which
/// number is a man.
/// </summary>
/// <param name="kept">The columns that are kept.</param>
/// <param name="sex">The coding that the sender gave, or null.</param>
internal sealed class ColumnReadings(IReadOnlyList<BatchColumn> kept, SexCoding? sex)
{
    /// <summary>Nobody is older, and nobody assessed is younger in days.</summary>
    private const double MostYears = 130;

    /// <summary>No adult is younger in days; a number between is one row's error and tells nothing of the others.</summary>
    private const double FewestDays = 18 * 365;

    private bool _hasYears;
    private bool _hasDays;
    private bool _isSexUnknown;
    private bool _hasCodes;

    /// <summary>
    /// Looks at the cells of a row and writes those in plain terms whose numbers have another meaning than the column's name says: an age in
    /// completed years, a sex as a word.
    /// </summary>
    public void Take(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (IsAmbiguousAge(kept[i]) && CellReader.Code(cells[i]) is { } age) cells[i] = Age(cells[i], age);
            else if (kept[i].Field is BatchField.Sex or BatchField.SexCode && CellReader.Code(cells[i]) is { } code) cells[i] = SexOf(cells[i], code, kept[i].Field);
        }
    }

    /// <summary>How a cell of a column is read, after <see cref="Take"/>.</summary>
    public BatchField FieldOf(BatchColumn column, string cell) =>
        IsAmbiguousAge(column) && CellReader.Code(cell) <= MostYears ? BatchField.AgeYears
        : column.Field == BatchField.SexCode && sex is not null ? BatchField.Sex
        : column.Field!.Value;

    /// <summary>The columns with what was found.</summary>
    /// <exception cref="BatchRefusedException">The numbers have two meanings, and the sender has to say which.</exception>
    public IReadOnlyList<BatchColumn> Apply(IReadOnlyList<BatchColumn> columns)
    {
        if (_hasYears && _hasDays) throw new BatchRefusedException("AgeMixed", MostYears);
        if (_isSexUnknown) throw BatchRefusedException.SexAsked();
        return [.. columns.Select(column => column.Field switch
        {
            BatchField.AgeDays when IsAmbiguousAge(column) && _hasYears => column with { Field = BatchField.AgeYears, Reading = "years" },
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
        if (age > MostYears)
        {
            _hasDays |= age >= FewestDays;
            return cell;
        }
        _hasYears |= age >= 1;
        return Math.Floor(age).ToString(CultureInfo.InvariantCulture);
    }

    private string SexOf(string cell, double code, BatchField? field)
    {
        _hasCodes = true;
        if (sex is not null) return sex.Of(code) switch { Sex.Female => "female", Sex.Male => "male", _ => cell };
        _isSexUnknown |= field == BatchField.Sex || code == 0;
        return cell;
    }
}
