using System.Net;
using AngleSharp.Html.Dom;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Access;

/// <summary>Checks that hostile text is displayed as typed and never executed.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus=alert(1) autofocus x='",
        "</title><svg/onload=alert(1)>",
        "javascript:alert(1)//{{7*7}}${7*7}",
        "=cmd|'/c calc'!A1",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "\u202Egnp.exe",
        "😀 ñ ﷽ 𝔘",
        "'; drop table assessment; --",
        "%00%0d%0aSet-Cookie:x=1",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Hostile_text_is_inert_on_pages_fragments_and_files(string text)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor, ("PatientCode", text));
        using var review = await doctor.PostAsync(
            $"{path}/review", new() { ["Input.Decision"] = "disagree", ["Input.Reason"] = text, ["Input.PatientTold"] = "true" });
        using var outcome = await doctor.PostAsync(
            $"{path}/outcome",
            new() { ["Input.Diagnosis"] = "present", ["Input.Method"] = text, ["Input.DiagnosedOn"] = "2026-11-17" });
        Assert.Equal(path, outcome.Headers.Location?.OriginalString);

        var details = await doctor.PageAsync(path);
        // the site removes characters that change the text direction
        Assert.Contains(text.Replace("\u202E", "", StringComparison.Ordinal), details.Body!.TextContent, StringComparison.Ordinal);
        foreach (var seen in (string[])["/assessments", path, $"{path}/receipt", $"{path}/what-if", $"{path}/review", $"{path}/outcome"])
        {
            Inert(await doctor.PageAsync(seen));
            using var fragment = await doctor.GetAsync(seen, htmx: true);
            Inert(await Visitor.ReadAsync(fragment));
        }

        using var csv = await doctor.GetAsync("/assessments?handler=Csv");
        var cells = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n")[1].Split(",\"");
        Assert.DoesNotContain(cells, cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@' or '\t', ..]);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Hostile_text_is_inert_in_redisplayed_forms(string text)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        foreach (var field in SamplePatients.Valid().Keys)
        {
            // Requests a fragment for half of the fields.
            using var response = await doctor.PostAsync(
                "/assessments/new",
                SamplePatients.Valid(("HeightCm", "x"), (field["Input.".Length..], text)),
                htmx: field.Length % 2 == 0);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Inert(await Visitor.ReadAsync(response));
        }
        using var signIn = await host.Anonymous()
            .PostAsync("/sign-in", new() { ["Email"] = text, ["Password"] = text, ["ReturnUrl"] = text });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, signIn.StatusCode);
        Inert(await Visitor.ReadAsync(signIn));
        using var filtered = await doctor.GetAsync(
            $"/assessments?from={Uri.EscapeDataString(text)}&to={Uri.EscapeDataString(text)}&before={Uri.EscapeDataString(text)}");
        Inert(await Visitor.ReadAsync(filtered));
        using var dashboard = await (await host.ManagerAsync()).GetAsync(
            $"/dashboard?From={Uri.EscapeDataString(text)}&Doctor={Uri.EscapeDataString(text)}");
        Inert(await Visitor.ReadAsync(dashboard));
    }

    private static void Inert(IHtmlDocument page)
    {
        Assert.DoesNotContain(
            page.All,
            element => element.Attributes.Any(
                attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name == "autofocus"));
        Assert.DoesNotContain(page.QuerySelectorAll("script"), script => !script.HasAttribute("src"));
        Assert.DoesNotContain(page.QuerySelectorAll("[href], [action], [src]"), element =>
            (element.GetAttribute("href") ?? element.GetAttribute("action") ?? element.GetAttribute("src"))!.TrimStart()
                .StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(page.QuerySelectorAll("img[src=x]"));
    }
}
