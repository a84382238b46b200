using System.Globalization;
using Cardio.Benchmarks.Load.Baselines;

namespace Cardio.Benchmarks.Load;

/// <summary>Compares <c>POST /assessments/new</c>, sent like a htmx form, with a bare Razor partial.</summary>
internal static class FormPart
{
    private const string Path = "/assessments/new";
    private static readonly int[] Connections = [1, 16, 64];

    /// <summary>Measures this part and adds it to the report.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("form");
        using var site = served;
        await site.SignInAsync("doctor@cardio.example");
        var token = Uri.EscapeDataString(await site.TokenAsync(Path));
        var answer = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(answer, await PostAsync(site.Http, Uri.UnescapeDataString(token)));
        using var partial = await BaselineProcess.StartAsync("partial", (Baseline.AnswerSetting, answer));
        using var http = new HttpClient { BaseAddress = partial.Address };
        var (size, bareSize) = (new FileInfo(answer).Length, (await PostAsync(http, "")).Length);
        var contenders = new Contender[]
        {
            new("site", site.Address, site.Process),
            new("bare partial", partial.Address, partial.Process),
        };
        var before = await CommittedRows.CountAsync(database);
        var run = await SideBySideRun.RunAsync(
            trial.Options, "form", Path, Connections, contenders, ("CARDIO_COOKIE", site.Cookies), ("CARDIO_TOKEN", token));
        var rows = await CommittedRows.CountAsync(database) - before;
        File.Delete(answer);

        trial.Report(string.Create(CultureInfo.InvariantCulture, $"""

            ## b. `POST {Path}`: a doctor's form

            As htmx sends it for a signed-in doctor, each time a new form for a different patient: session, antiforgery, validation,
            estimate, commit of the assessment and its audit row, {size:N0} bytes of result. "bare partial": a Razor page binds the same
            fields and renders a partial of {bareSize:N0} bytes, without session, antiforgery, validation, storage or localization.

            {run.Table()}
            """));
        trial.CheckRows("site", rows, run.Successes(contenders[0]));
        trial.Compare([.. Connections.Select(count => (
            $"site to bare, connections: {count}",
            run.Ratio(contenders[0], contenders[1], count),
            (double?)0.30))]);
    }

    private static async Task<string> PostAsync(HttpClient http, string token)
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
        using var response = await http.PostAsync(new Uri(Path, UriKind.Relative), form);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
