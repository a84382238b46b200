using System.Net;
using System.Text.RegularExpressions;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.SecondFactor;

/// <summary>An administrator who signed in with only a password can open no endpoint, including new ones.</summary>
public sealed partial class SecondFactorGateTests
{
    private const string SetUp = "/account/second-factor";

    /// <summary>Endpoints open to everybody, and the set-up. New pages do not belong here.</summary>
    private static readonly string[] Open =
    [
        "", "sign-in", "sign-in/code", "sign-out", "language", "session", "problem/{code:int?}", "account/second-factor",
        "account/passkeys", "invitation/{token}", "set-up/{token}", "health/live", "health/ready", "openapi/v1.json", "docs", "home",
        "cvd-classification/",
    ];

    [Fact]
    public async Task Every_endpoint_is_behind_the_gate()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.WithPasswordAsync("admin@cardio.example");
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct()
            .Where(route => !Open.Contains(route) && !IsStaticFile(route)).ToList();
        Assert.Contains("assessments/new", routes);
        Assert.Contains("account/password", routes);
        foreach (var route in routes)
        {
            var path = "/" + Parameter()
                .Replace(route, match => match.Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : "1");
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
            {
                using var response = await admin.SendAsync(method, path, method == HttpMethod.Get ? null : [], htmx: false);
                Assert.True(
                    response.Headers.Location?.OriginalString == SetUp
                        || response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound
                        // ignores cookies
                        || (route.StartsWith("api/", StringComparison.Ordinal) && response.StatusCode == HttpStatusCode.Unauthorized),
                    $"{method} {path} answered {response.StatusCode} {response.Headers.Location}");
            }
        }
    }

    [Fact]
    public async Task Pages_open_with_the_second_factor()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        await admin.PageAsync("/account");
        await admin.PageAsync("/about");
        await (await host.AdminAsync()).PageAsync("/account"); // another browser of an administrator, at the same time
        await admin.PageAsync("/account");
    }

    [Fact]
    public async Task Language_and_sign_out_work_without_the_second_factor()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.WithPasswordAsync("admin@cardio.example");
        var page = await admin.PageAsync(SetUp);
        foreach (var (path, expected) in new[] { ("/language", "/"), ("/sign-out", "/sign-in") })
        {
            var token = page.QuerySelector($"form[action='{path}'] input[name=__RequestVerificationToken]")!.GetAttribute("value");
            using var response = await admin.SendAsync(
                HttpMethod.Post, path, new() { ["culture"] = "pt-BR", ["__RequestVerificationToken"] = token }, htmx: false);
            Assert.Equal(expected, response.Headers.Location?.OriginalString);
        }
    }

    private static bool IsStaticFile(string route) =>
        route.StartsWith("css/", StringComparison.Ordinal) || route.StartsWith("js/", StringComparison.Ordinal)
        || route.StartsWith("lib/", StringComparison.Ordinal) || route.StartsWith("favicon", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
