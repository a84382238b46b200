using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>Makes a patient of a row's cells, and finds what is wrong with them: the rules of the form, in its words.</summary>
internal sealed class RowReader(
    IReadOnlyList<BatchColumn> kept, ColumnReadings readings, IStringLocalizer<AssessmentsText> fields, IStringLocalizer<BatchesText> words,
    IServiceProvider services)
{
    /// <summary>The patient of cells that were found right when they came in.</summary>
    public static BatchPatient Patient(IReadOnlyList<BatchColumn> kept, IReadOnlyList<string> cells)
    {
        var patient = new BatchPatient();
        for (var i = 0; i < kept.Count; i++) CellReader.Read(patient, kept[i].Field!.Value, cells[i]);
        return patient;
    }

    /// <summary>The row as it is stored. A national number is not kept where free text may stand.</summary>
    public StoredRow Check(FileRow row)
    {
        if (row.Fault is null) readings.Take(row.Cells);
        var patient = new BatchPatient();
        var faults = new List<InputFault>();
        for (var i = 0; i < kept.Count; i++)
        {
            var field = readings.FieldOf(kept[i], row.Cells[i]);
            if (CellReader.Read(patient, field, row.Cells[i]) is { } unreadable)
                faults.Add(new(ColumnNames.Meaning(field).ToString(), words[unreadable, NameOf(field)]));
        }
        var unread = faults.Select(fault => fault.Field).ToHashSet();
        var wrong = faults.Concat(InputRules<BatchPatient>.Check(patient, fields, services).Where(rule => !unread.Contains(rule.Field))).ToList();
        var cells = row.Cells;
        for (var i = 0; i < cells.Length; i++)
        {
            var isRefused = kept[i].Field == BatchField.PatientCode && wrong.Exists(one => one.Field == nameof(PatientValues.PatientCode));
            if (isRefused || (kept[i].Field is BatchField.PatientCode or BatchField.RowId && NationalNumber.IsIn(cells[i]))) cells[i] = "";
        }
        var hasCode = !wrong.Exists(one => one.Field == nameof(PatientValues.PatientCode));
        var error = row.Fault is { } fault ? words[fault].Value : wrong.Count == 0 ? null : string.Join("; ", wrong.Select(Sentence));
        return new(row.Number, StoredRow.Write(cells), hasCode ? patient.ParsedCode?.Key : null, error);
    }

    /// <summary>Says which column it is about, where the words do not.</summary>
    private string Sentence(InputFault fault)
    {
        var column = kept.FirstOrDefault(column => ColumnNames.Meaning(column.Field!.Value).ToString() == fault.Field);
        return column is null ? fault.Message : $"{column.Name}: {fault.Message}";
    }

    private string NameOf(BatchField field) => fields[ColumnNames.Meaning(field).ToString()];
}
