using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>Changes the system clock while the site runs: an hour back, an hour forward, and both daylight-saving transitions.</summary>
internal static class ClockScenario
{
    private const string Library = "faketime/libfaketimeMT.so.1";

    private static readonly string[] Folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"];

    // Transitions in Central Europe: an hour back in autumn, an hour forward in spring.
    private static readonly DateTime[] Transitions =
    [
        new(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc), new(2027, 3, 28, 1, 0, 0, DateTimeKind.Utc),
    ];

    public static async Task RunAsync(Trial trial)
    {
        if (Folders.Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists) is not { } library)
        {
            trial.Refusal = "libfaketime is not installed (Debian package faketime).";
            return;
        }
        var clock = new ShiftedClockFile(Path.Combine(trial.Folder, "clock"));
        clock.Shift(TimeSpan.Zero);
        var site = trial.Start(
            ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", clock.File), ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0"), // timers are not affected
            ("Accounts__IdleMinutes", "180"), ("TZ", "Europe/Berlin"), ("Clinic__TimeZone", "Europe/Berlin"));
        await site.ReadyAsync();
        using var client = site.Client(trial.Key());
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var first = await client.MeasureAsync(SentPatient.Create("C-first"));
        var diagnosis = new DiagnosedAssessment(trial, client, (string)JsonNode.Parse(first.Body)!["id"]!);
        await CheckAsync(trial, "initially", client, doctor, diagnosis);
        foreach (var (name, shift) in new[] { ("an hour back", -1), ("reset", 0), ("an hour forward", 1), ("an hour back from there", 0) })
        {
            clock.Shift(TimeSpan.FromHours(shift));
            await CheckAsync(trial, name, client, doctor, diagnosis);
        }
        clock.Shift(TimeSpan.FromHours(4));
        var expired = await doctor.GetAsync("/assessments");
        trial.Require(expired.Status == 302, $"A session is still valid after more than its three idle hours.");
        trial.Observe(
            $"Clock an hour back, reset, an hour forward, and back: session and API key stay valid, an assessment is stored and the ",
            $"newest diagnosis wins each time. Four hours forward: the session, idle for more than three hours, has ended.");

        foreach (var transition in trial.IsShort ? Transitions[..1] : Transitions)
            await TransitAsync(trial, clock, site, client, transition);
        await CheckOrderAsync(trial);
        trial.VerifyAudit();
    }

    private static async Task TransitAsync(
        Trial trial, ShiftedClockFile clock, SiteProcess site, ApiTestClient client, DateTime transition)
    {
        clock.Shift(transition - DateTime.UtcNow - TimeSpan.FromSeconds(3));
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var first = await client.MeasureAsync(SentPatient.Create($"C-{transition:yyyyMMdd}"));
        trial.Require(
            first.Status == 201, $"A post before the transition of {transition:yyyy-MM-dd} returned {first.Status}: {first.Body}");
        if (first.Status != 201) return;
        var diagnosis = new DiagnosedAssessment(trial, client, (string)JsonNode.Parse(first.Body)!["id"]!);
        await CheckAsync(trial, "before the transition", client, doctor, diagnosis);
        await Task.Delay(4000);
        await CheckAsync(trial, "after the transition", client, doctor, diagnosis);
        trial.Observe($"Daylight-saving transition at {transition:yyyy-MM-dd HH:mm} UTC in Europe/Berlin: the same.");
    }

    private static async Task CheckAsync(
        Trial trial, string when, ApiTestClient client, BenchmarkDoctor doctor, DiagnosedAssessment diagnosis)
    {
        var history = await doctor.GetAsync("/assessments");
        trial.Require(history.Status == 200, $"{when}: the session of the doctor is no longer valid ({history.Status}).");
        if (history.Status == 200)
        {
            // The form was opened before the clock changed; its id contains the time.
            var assessed = await doctor.AssessAsync(SentPatient.Create("C-form").Fields);
            trial.Require(assessed.Status == 200, $"{when}: the form returned {assessed.Status}.");
        }
        var posted = await client.MeasureAsync(SentPatient.Create("C-client"));
        trial.Require(posted.Status == 201, $"{when}: the post of the API client returned {posted.Status}: {posted.Body}");
        await diagnosis.ChangeAsync(when);
    }

    private static async Task CheckOrderAsync(Trial trial)
    {
        await using var connection = await trial.OpenAsync();
        var events = await Trial.NumberAsync(connection, "select count(*) from audit_event");
        var last = await Trial.NumberAsync(connection, "select max(sequence) from audit_event");
        trial.Require(events == last, $"The audit trail has gaps.");
        var back = await Trial.NumberAsync(
            connection,
            "select count(*) from audit_event a join audit_event b on b.sequence = a.sequence + 1 where b.at < a.at");
        trial.Require(back >= 2, $"The clock of the site did not change: only {back} audit events are earlier than the previous one.");
        var negative = await Trial.NumberAsync(connection, "select count(*) from assessment where opened_at > created_at");
        trial.Require(negative == 0, $"{negative} assessments are older than their form.");
        trial.Observe(
            $"{events} audit events without a gap, {back} of them with an earlier time than the previous one; ",
            $"no assessment has a negative duration.");
    }

    /// <summary>An assessment whose diagnosis is changed repeatedly.</summary>
    private sealed class DiagnosedAssessment(Trial trial, ApiTestClient client, string id)
    {
        private readonly string _path = $"/assessments/{id}";
        private int _times;

        public async Task ChangeAsync(string when)
        {
            var method = string.Create(CultureInfo.InvariantCulture, $"Angiography {++_times}");
            var body = new JsonObject
            {
                ["diagnosis"] = _times % 2 == 0 ? "absent" : "present",
                ["method"] = method,
                ["diagnosedOn"] = "2026-10-01",
            };
            var present = await client.MeasureAsync(HttpMethod.Get, _path);
            (string, string)[] headers = _times == 1 ? [] : [("If-Match", present.Tag!)];
            var put = await client.MeasureAsync(HttpMethod.Put, $"{_path}/outcome", body.ToJsonString(), headers);
            trial.Require(put.Status == 200, $"{when}: the diagnosis returned {put.Status}: {put.Body}");
            var now = (string?)JsonNode.Parse((await client.MeasureAsync(HttpMethod.Get, _path)).Body)?["outcome"]?["method"];
            trial.Require(now == method, $"{when}: the newest diagnosis is {method}, but the site shows {now}.");
        }
    }

    /// <summary>File with which libfaketime shifts the clock of a running process.</summary>
    private sealed class ShiftedClockFile(string file)
    {
        public string File => file;

        public void Shift(TimeSpan offset)
        {
            var temporary = $"{file}.new";
            System.IO.File.WriteAllText(temporary, string.Create(
                CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? "" : "+")}{offset.TotalSeconds:0}\n"));
            System.IO.File.Move(temporary, file, overwrite: true);
            Thread.Sleep(100);
        }
    }
}
