using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>Exports rows of the history as CSV in the user's language.</summary>
internal sealed class HistoryExport(AuditTrail trail, ClinicClock clock, IStringLocalizer<AssessmentsText> words)
{
    /// <summary>Name of the file: today's date in the clinic.</summary>
    public string FileName()
    {
        var today = clock.Today();
        return $"cardio-{today.ToString(DayBinder.Format, CultureInfo.InvariantCulture)}.csv";
    }

    /// <summary>Records the export in the audit trail and returns the file.</summary>
    public async Task<byte[]> ExportAsync(Guid doctorId, IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var entry = new AuditEntry(Actors.Account(doctorId), AuditAction.Exported, "history", $"{rows.Count} rows");
        await trail.RecordAsync(entry, cancellationToken);
        var file = new CsvFile();
        file.Add(Header());
        foreach (var row in rows) file.Add(Cells(row));
        return file.ToBytes();
    }

    private object?[] Header() =>
    [
        $"{Word("When")} ({clock.Zone.Id})",
        Word("Csv.PatientCode"),
        Word("Csv.AgeYears"),
        Word("Sex"),
        Word("Csv.SystolicMmHg"),
        Word("Csv.DiastolicMmHg"),
        Word("Csv.Estimate"),
        Word("Csv.Threshold"),
        Word("Threshold"),
        Word("Decision"),
        Word("DecisionReason"),
        Word("Csv.Diagnosis"),
        Word("Method"),
        Word("DiagnosedOn"),
    ];

    private object?[] Cells(HistoryRow row) =>
    [
        TimeZoneInfo.ConvertTime(row.CreatedAt, clock.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        row.PatientCode,
        row.AgeYears,
        Word($"Sex.{row.Sex}"),
        row.SystolicMmHg,
        row.DiastolicMmHg,
        Percentage(row.Probability),
        Percentage(row.DecisionThreshold),
        Word(row.IsAtOrAboveThreshold ? "AtOrAbove" : "Below"),
        row.Decision is { } decision ? Word($"Decision.{decision}") : null,
        row.Reason,
        Word(row.Diagnosis is { } diagnosis ? $"Diagnosis.{diagnosis}" : "OutcomeIsMissing"),
        row.Method,
        row.DiagnosedOn?.ToString("O", CultureInfo.InvariantCulture),
    ];

    private string Word(string key) => words[key];

    private static double Percentage(double probability) => Math.Round(100 * probability, 1, MidpointRounding.AwayFromZero);
}
