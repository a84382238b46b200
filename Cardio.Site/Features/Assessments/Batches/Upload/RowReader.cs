using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Reads a row's cells into a patient and validates it by the rules of the form.</summary>
internal sealed class RowReader(
    IReadOnlyList<BatchColumn> kept, ColumnReadings readings, IStringLocalizer<AssessmentsText> fields, IStringLocalizer<BatchesText> words,
    IServiceProvider services)
{
    /// <summary>Reads cells that were valid at upload.</summary>
    public static BatchPatient ReadPatient(IReadOnlyList<BatchColumn> kept, IReadOnlyList<string> cells)
    {
        var patient = new BatchPatient();
        for (var i = 0; i < kept.Count; i++) CellReader.Read(patient, kept[i].Field!.Value, cells[i]);
        return patient;
    }

    /// <summary>Validates a row and returns what to store. National identifiers in free text are removed.</summary>
    public StoredRow Check(FileRow row)
    {
        if (row.ErrorKey is null) readings.Examine(row.Cells);
        var patient = new BatchPatient();
        var errors = new List<InputError>();
        for (var i = 0; i < kept.Count; i++)
        {
            var field = readings.FieldOf(kept[i], row.Cells[i]);
            if (CellReader.Read(patient, field, row.Cells[i]) is { } errorKey)
                errors.Add(new(ColumnNames.Meaning(field).ToString(), words[errorKey, NameOf(field)]));
        }
        var unreadable = errors.Select(error => error.Field).ToHashSet();
        var invalid = errors
            .Concat(InputRules<BatchPatient>.Check(patient, fields, services).Where(error => !unreadable.Contains(error.Field)))
            .ToList();
        var cells = row.Cells;
        var isCodeValid = !invalid.Exists(error => error.Field == nameof(PatientValues.PatientCode));
        for (var i = 0; i < cells.Length; i++)
        {
            var isInvalidCode = kept[i].Field == BatchField.PatientCode && !isCodeValid;
            var isFreeText = kept[i].Field is BatchField.PatientCode or BatchField.RowId;
            if (isInvalidCode || (isFreeText && NationalNumber.IsIn(cells[i]))) cells[i] = "";
        }
        var message = row.ErrorKey is { } key ? words[key].Value
            : invalid.Count == 0 ? null
            : string.Join("; ", invalid.Select(Sentence));
        return new(row.Number, StoredRow.Write(cells), isCodeValid ? patient.ParsedCode?.Key : null, message);
    }

    /// <summary>Prefixes the message with the column's name, if the file has the column.</summary>
    private string Sentence(InputError error)
    {
        var column = kept.FirstOrDefault(column => ColumnNames.Meaning(column.Field!.Value).ToString() == error.Field);
        return column is null ? error.Message : $"{column.Name}: {error.Message}";
    }

    private string NameOf(BatchField field) => fields[ColumnNames.Meaning(field).ToString()];
}
