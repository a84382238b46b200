using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>The machine's clock jumps while the site runs: an hour back, an hour forth, and through both changes of summer time.</summary>
internal static class ClockScenario
{
    private const string Library = "faketime/libfaketimeMT.so.1";

    private static readonly string[] Folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"];

    // Central Europe: back an hour in autumn, forth an hour in spring.
    private static readonly DateTime[] Changes = [new(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc), new(2027, 3, 28, 1, 0, 0, DateTimeKind.Utc)];

    public static async Task RunAsync(Trial trial)
    {
        if (Folders.Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists) is not { } library)
        {
            trial.Refusal = "libfaketime is not on this machine (Debian's package faketime).";
            return;
        }
        var clock = new ShiftedClockFile(Path.Combine(trial.Folder, "clock"));
        clock.Shift(TimeSpan.Zero);
        var site = trial.Start(
            ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", clock.File), ("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0"), // timers go on as they do
            ("Accounts__IdleMinutes", "180"), ("TZ", "Europe/Berlin"), ("Clinic__TimeZone", "Europe/Berlin"));
        await site.ReadyAsync();
        using var client = site.Client(trial.Key());
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var first = await client.MeasureAsync(SentPatient.Create("C-first"));
        var diagnosed = new Diagnosed(trial, client, (string)JsonNode.Parse(first.Body)!["id"]!);
        await StayAsync(trial, "at first", client, doctor, diagnosed);
        foreach (var (name, shift) in new[] { ("an hour back", -1), ("as it was", 0), ("an hour forth", 1), ("an hour back from there", 0) })
        {
            clock.Shift(TimeSpan.FromHours(shift));
            await StayAsync(trial, name, client, doctor, diagnosed);
        }
        clock.Shift(TimeSpan.FromHours(4));
        trial.Require((await doctor.GetAsync("/assessments")).Status == 302, $"A session that was idle for more than its three hours still holds.");
        trial.See($"An hour back, as it was, an hour forth, and back from there: session and key hold, an assessment is stored, the newest diagnosis wins each time. Four hours forth: the session, idle for more than three, has ended.");

        foreach (var change in trial.IsShort ? Changes[..1] : Changes) await ChangeAsync(trial, clock, site, client, change);
        await OrderAsync(trial);
        trial.VerifyAudit();
    }

    private static async Task ChangeAsync(Trial trial, ShiftedClockFile clock, SiteProcess site, ApiTestClient client, DateTime change)
    {
        clock.Shift(change - DateTime.UtcNow - TimeSpan.FromSeconds(3));
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var first = await client.MeasureAsync(SentPatient.Create($"C-{change:yyyyMMdd}"));
        trial.Require(first.Status == 201, $"Before the change of {change:yyyy-MM-dd} a post came to {first.Status}: {first.Body}");
        if (first.Status != 201) return;
        var diagnosed = new Diagnosed(trial, client, (string)JsonNode.Parse(first.Body)!["id"]!);
        await StayAsync(trial, "before the change", client, doctor, diagnosed);
        await Task.Delay(4000);
        await StayAsync(trial, "after the change", client, doctor, diagnosed);
        trial.See($"Through the change of summer time at {change:yyyy-MM-dd HH:mm} UTC in Europe/Berlin: the same.");
    }

    private static async Task StayAsync(Trial trial, string when, ApiTestClient client, BenchmarkDoctor doctor, Diagnosed diagnosed)
    {
        var history = await doctor.GetAsync("/assessments");
        trial.Require(history.Status == 200, $"{when}: the doctor's session is gone ({history.Status}).");
        if (history.Status == 200)
        {
            // The form that was opened before the clock moved; its name tells when.
            var assessed = await doctor.AssessAsync(SentPatient.Create("C-form").Fields);
            trial.Require(assessed.Status == 200, $"{when}: the form came to {assessed.Status}.");
        }
        var posted = await client.MeasureAsync(SentPatient.Create("C-program"));
        trial.Require(posted.Status == 201, $"{when}: the program's post came to {posted.Status}: {posted.Body}");
        await diagnosed.AgainAsync(when);
    }

    private static async Task OrderAsync(Trial trial)
    {
        await using var connection = await trial.OpenAsync();
        var events = await Trial.NumberAsync(connection, "select count(*) from audit_event");
        trial.Require(events == await Trial.NumberAsync(connection, "select max(sequence) from audit_event"), $"The audit trail has gaps.");
        var back = await Trial.NumberAsync(connection, "select count(*) from audit_event a join audit_event b on b.sequence = a.sequence + 1 where b.at < a.at");
        trial.Require(back >= 2, $"The site's clock did not move: {back} audit events are earlier than those before them.");
        var negative = await Trial.NumberAsync(connection, "select count(*) from assessment where opened_at > created_at");
        trial.Require(negative == 0, $"{negative} assessments were answered before their form was opened.");
        trial.See($"{events} audit events in the order of their numbers, {back} times with an earlier clock than the one before; no assessment took less than no time.");
    }

    /// <summary>One assessment whose diagnosis is changed again and again.</summary>
    private sealed class Diagnosed(Trial trial, ApiTestClient client, string id)
    {
        private readonly string _path = $"/assessments/{id}";
        private int _times;

        public async Task AgainAsync(string when)
        {
            var method = string.Create(CultureInfo.InvariantCulture, $"Angiography {++_times}");
            var body = new JsonObject { ["diagnosis"] = _times % 2 == 0 ? "absent" : "present", ["method"] = method, ["diagnosedOn"] = "2026-10-01" }.ToJsonString();
            var present = await client.MeasureAsync(HttpMethod.Get, _path);
            var put = await client.MeasureAsync(HttpMethod.Put, $"{_path}/outcome", body, _times == 1 ? [] : [("If-Match", present.Tag!)]);
            trial.Require(put.Status == 200, $"{when}: the diagnosis came to {put.Status}: {put.Body}");
            var now = (string?)JsonNode.Parse((await client.MeasureAsync(HttpMethod.Get, _path)).Body)?["outcome"]?["method"];
            trial.Require(now == method, $"{when}: the newest diagnosis is {method}, and {now} holds.");
        }
    }

    /// <summary>The file by which libfaketime shifts the clock of a process that runs.</summary>
    private sealed class ShiftedClockFile(string file)
    {
        public string File => file;

        public void Shift(TimeSpan by)
        {
            var written = $"{file}.new";
            System.IO.File.WriteAllText(written, string.Create(CultureInfo.InvariantCulture, $"{(by < TimeSpan.Zero ? "" : "+")}{by.TotalSeconds:0}\n"));
            System.IO.File.Move(written, file, overwrite: true);
            Thread.Sleep(100);
        }
    }
}
