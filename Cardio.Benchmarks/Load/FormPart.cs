using System.Globalization;
using Cardio.Benchmarks.Load.Baselines;

namespace Cardio.Benchmarks.Load;

/// <summary><c>POST /assessments/new</c> as a doctor's htmx form, beside a bare Razor partial.</summary>
internal static class FormPart
{
    private const string Path = "/assessments/new";
    private static readonly int[] Connections = [1, 16, 64];

    /// <summary>Measures it.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("form");
        using var site = served;
        await site.SignInAsync("doctor@cardio.example");
        var token = Uri.EscapeDataString(await site.TokenAsync(Path));
        var answer = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(answer, await AnswerAsync(site.Http, Uri.UnescapeDataString(token)));
        using var partial = await BaselineProcess.StartAsync("partial", (Baseline.AnswerSetting, answer));
        using var http = new HttpClient { BaseAddress = partial.Address };
        var (size, bareSize) = (new FileInfo(answer).Length, (await AnswerAsync(http, "")).Length);
        var contenders = new Contender[] { new("site", site.Address, site.Process), new("bare partial", partial.Address, partial.Process) };
        var before = await CommittedRows.CountAsync(database);
        var contest = await SideBySideRun.RunAsync(trial.Options, "form", Path, Connections, contenders, ("CARDIO_COOKIE", site.Cookies), ("CARDIO_TOKEN", token));
        var rows = await CommittedRows.CountAsync(database) - before;
        File.Delete(answer);

        trial.Say(string.Create(CultureInfo.InvariantCulture, $"""

            ## b. `POST {Path}`: a doctor's form

            As htmx sends it for a doctor who is signed in, another form of another patient each time: session, antiforgery, rules, estimate, the row and its
            row of the audit trail committed, {size:N0} bytes of result. Bare: a Razor page binds the same fields and renders a partial of {bareSize:N0} bytes; no session, no
            antiforgery, no rules, nothing stored, no texts of a language.

            {contest.Table()}
            """));
        trial.Keep("site", rows, contest.Answered(contenders[0]));
        trial.Compare([.. Connections.Select(count => ($"site to bare, connections: {count}", contest.Ratio(contenders[0], contenders[1], count), (double?)0.30))]);
    }

    private static async Task<string> AnswerAsync(HttpClient http, string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["FormId"] = Guid.CreateVersion7().ToString(),
            ["Input.AgeYears"] = "55",
            ["Input.Sex"] = "female",
            ["Input.HeightCm"] = "162",
            ["Input.WeightKg"] = "82.5",
            ["Input.SystolicMmHg"] = "150",
            ["Input.DiastolicMmHg"] = "85",
            ["Input.Cholesterol"] = "normal",
            ["Input.Glucose"] = "normal",
            ["Input.Smoker"] = "false",
            ["Input.DrinksAlcohol"] = "false",
            ["Input.PhysicallyActive"] = "true",
        });
        using var answer = await http.PostAsync(new Uri(Path, UriKind.Relative), form);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
