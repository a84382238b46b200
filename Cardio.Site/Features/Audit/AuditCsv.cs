using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Audit;

/// <summary>Formats audit events as a CSV for spreadsheets.</summary>
internal static class AuditCsv
{
    /// <summary>Maximum number of rows in one file; the user exports longer periods in parts.</summary>
    public const int Limit = 50_000;

    public static byte[] Format(IReadOnlyList<AuditEvent> rows, AuditPeople people, ClinicClock clock, IStringLocalizer words)
    {
        var file = new CsvFile();
        string Word(string key) => words[key];
        file.Add(
            Word("Number"),
            $"{Word("When")} ({clock.Zone.Id})",
            Word("Who"),
            Word("WhoIdentifier"),
            Word("What"),
            Word("OnWhat"),
            Word("Detail"),
            Word("Result"));
        foreach (var row in rows)
        {
            file.Add(
                row.Sequence,
                TimeZoneInfo.ConvertTime(row.At, clock.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
                people.Actor(row.Actor, words),
                row.Actor,
                AuditWords.Action(row.Action, words),
                row.Subject,
                row.Detail,
                AuditWords.Result(row.Result, words));
        }
        return file.ToBytes();
    }
}
