using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>The rows of the history as a file for a spreadsheet.</summary>
internal static class HistoryCsv
{
    public static byte[] Format(IReadOnlyList<HistoryRow> rows, ClinicClock clock, IStringLocalizer words)
    {
        var file = new CsvFile();
        string Word(string key) => words[key];
        file.Add(
            $"{Word("When")} ({clock.Zone.Id})", Word("Csv.PatientCode"), Word("Csv.AgeYears"), Word("Sex"), Word("Csv.SystolicMmHg"),
            Word("Csv.DiastolicMmHg"), Word("Csv.Estimate"), Word("Csv.Threshold"), Word("Threshold"), Word("Decision"), Word("DecisionReason"),
            Word("Csv.Diagnosis"), Word("Method"), Word("DiagnosedOn"));
        foreach (var row in rows)
        {
            file.Add(
                TimeZoneInfo.ConvertTime(row.CreatedAt, clock.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                row.PatientCode, row.AgeYears, Word($"Sex.{row.Sex}"), row.SystolicMmHg, row.DiastolicMmHg, Percentage(row.Probability),
                Percentage(row.DecisionThreshold), Word(row.IsAtOrAboveThreshold ? "AtOrAbove" : "Below"),
                row.Decision is { } decision ? Word($"Decision.{decision}") : null, row.Reason,
                Word(row.Diagnosis is { } diagnosis ? $"Diagnosis.{diagnosis}" : "OutcomeIsMissing"), row.Method,
                row.DiagnosedOn?.ToString("O", CultureInfo.InvariantCulture));
        }
        return file.ToBytes();
    }

    private static double Percentage(double probability) => Math.Round(100 * probability, 1, MidpointRounding.AwayFromZero);
}
