using System.Net;
using Cardio.Site.Clinic;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Features.ApiKeys;

/// <summary>Starts a minimal site with one endpoint per scope and the real key store.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("scores", "/api/v1/scores", HttpStatusCode.OK)]
    [InlineData("scores", "/api/v1/batches", HttpStatusCode.Forbidden)]
    [InlineData("", "/api/v1/scores", HttpStatusCode.Forbidden)]
    [InlineData("scores batches", "/api/v1/batches", HttpStatusCode.OK)]
    public async Task Key_is_limited_to_its_scopes(string scopes, string path, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync();
        var owner = await host.MakeAsync("owner@hospital.example", "doctor");
        var key = await host.Services.GetRequiredService<KeyStore>().CreateAsync(
            new(
                owner,
                "test",
                scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                1), "console", TestContext.Current.CancellationToken);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration[host.Database.Configuration.Key] = host.Database.Configuration.Value;
        builder.Configuration["CARDIO_SECRET"] = TestDatabase.Secret;
        builder.Services.AddLocalization();
        builder.AddDatabase();
        builder.AddClinic();
        builder.AddAccounts();
        builder.AddApiKeys();
        builder.AddApi();
        builder.Services.AddSingleton<TimeProvider>(host.Time);
        await using var app = builder.Build();
        var api = app.MapApi();
        foreach (var scope in new[] { "scores", "batches" })
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(api, $"/{scope}", () => TypedResults.Ok())
                .RequireScope(scope);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", $"{key}");
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        if (expected == HttpStatusCode.OK) Assert.Equal(expected, response.StatusCode);
        else await KeyTests.IsRefusedAsync(response, expected, scopes);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
