using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Access;

/// <summary>Checks that marked patient values appear only in the database and on the pages of their doctor.</summary>
public sealed class CanaryTests
{
    private const string Code = "canary-7f3a";
    private const string Weight = "73.191";
    private const string Reason = "canary reason 55c1";
    private const string Method = "canary method 90ab";

    private static readonly string[] Canaries =
    [
        Code, Weight, "73,191", Reason, Method, "canary-reason", "canary%20reason", "canary+reason",
    ];

    [Fact]
    public async Task Patient_values_never_reach_logs_traces_or_addresses()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);

        await using var host = await CardioHost.StartAsync(
            settings: new()
            {
                ["Logging:LogLevel:Default"] = nameof(LogLevel.Trace),
                ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Trace),
            });
        var doctor = await host.DoctorAsync();
        var addresses = await WalkAsync(doctor);

        Assert.NotEmpty(host.Log.Lines);
        Assert.NotEmpty(traces);
        foreach (var canary in Canaries)
        {
            Assert.DoesNotContain(host.Log.Lines, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(traces, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(addresses, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task One_time_links_never_reach_logs_or_traces()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);

        await using var host = await CardioHost.StartAsync();
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        var token = link[(link.LastIndexOf('/') + 1)..];
        using (var looked = await host.Anonymous().GetAsync(link)) Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        using (var forged = await host.Anonymous().SendAsync(HttpMethod.Post, link, [], htmx: false))
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using (var done = await host.Anonymous().PostAsync(link, People.NewPassword()))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);

        Assert.NotEmpty(host.Log.Lines);
        Assert.NotEmpty(traces);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(token, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(traces, line => line.Contains(token, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Managers_and_administrators_see_no_patient_values()
    {
        await using var host = await CardioHost.StartAsync();
        await WalkAsync(await host.DoctorAsync());
        foreach (var visitor in (Visitor[])[await host.ManagerAsync(), await host.AdminAsync()])
        {
            foreach (var route in (await SiteRoute.AllAsync(host.Services)).Where(
                route => route.IsSafe && !route.Pattern.Contains('{', StringComparison.Ordinal)))
            {
                using var response = await visitor.GetAsync(route.Path(new Dictionary<string, string>()));
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.All(Canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>Performs all actions of a doctor on a patient, with mistakes, and returns every address that the site linked to.</summary>
    private static async Task<List<string>> WalkAsync(Visitor doctor)
    {
        var addresses = new List<string>();
        var patient = new (string, string?)[] { ("PatientCode", Code), ("WeightKg", Weight) };
        using var wrong = await doctor.PostAsync("/assessments/new", SamplePatients.Valid([.. patient, ("HeightCm", "17")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var path = await Assessed.PathAsync(doctor, patient);
        addresses.Add(path);
        using var again = await doctor.PostAsync(
            "/assessments/new", SamplePatients.Valid([.. patient, ("SystolicMmHg", "140")]), htmx: true);
        using var review = await doctor.PostAsync(
            $"{path}/review", new() { ["Input.Decision"] = "disagree", ["Input.Reason"] = Reason, ["Input.PatientTold"] = "true" });
        using var outcome = await doctor.PostAsync(
            $"{path}/outcome",
            new() { ["Input.Diagnosis"] = "present", ["Input.Method"] = Method, ["Input.DiagnosedOn"] = "2026-11-17" });
        using var search = await doctor.PostAsync("/assessments", new() { ["Code"] = Code });
        using var csv = await doctor.PostAsync("/assessments", new() { ["Code"] = Code }, handler: "Csv");
        Assert.Contains(Code, await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var response in (HttpResponseMessage[])[review, outcome, search, again])
        {
            if (response.Headers.Location is { } location) addresses.Add(location.OriginalString);
            if (response.Headers.TryGetValues("HX-Push-Url", out var pushed)) addresses.AddRange(pushed);
        }
        foreach (var seen in (string[])["/assessments", path, $"{path}/receipt", $"{path}/what-if"])
        {
            var page = await doctor.PageAsync(seen);
            addresses.AddRange(page.QuerySelectorAll("[href], [action], [hx-get], [hx-post], [src]").Select(element =>
                string.Join(
                    ' ',
                    element.Attributes.Where(attribute => attribute.Name is "href" or "action" or "hx-get" or "hx-post" or "src")
                        .Select(attribute => attribute.Value))));
        }
        return addresses;
    }
}
