using System.Text.Json;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace Cardio.Site.Tests.Web.OpenApi;

/// <summary>Checks the OpenAPI document, from which developers write API clients.</summary>
public sealed class OpenApiTests
{
    private const string Snapshot = "Cardio.Site.Tests/Web/OpenApi/openapi.json";

    private static readonly string[] Refusals = ["401", "403", "429", "503"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_is_valid_OpenAPI_3_1_and_needs_no_key()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var (document, text) = await ReadAsync(response);
        Assert.StartsWith("3.1.", JsonDocument.Parse(text).RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("https://cardio.example", Assert.Single(document.Servers!).Url);
        Assert.Contains(AboutDocument.Bearer, document.Components!.SecuritySchemes!.Keys);
        Assert.Single(document.Security!);
        Assert.All(document.Tags!, tag => Assert.NotEmpty(tag.Description!));
        Assert.DoesNotContain(
            document.Paths.Keys,
            path => path.Contains('*', StringComparison.Ordinal) || !path.StartsWith("/api/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_id_tag_summary_and_errors()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var operations = Operations((await ReadAsync(response)).Document);
        Assert.NotEmpty(operations);
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.Matches("^[a-z][A-Za-z0-9]+$", operation.OperationId!);
            Assert.NotEmpty(operation.Summary!);
            Assert.NotEmpty(operation.Tags!);
            Assert.Contains(operation.Responses!, answer => answer.Key.StartsWith('2'));
            foreach (var status in Refusals) Assert.Contains("application/problem+json", operation.Responses![status].Content!.Keys);
            Assert.Contains("Retry-After", operation.Responses!["429"].Headers!.Keys);
        });
    }

    /// <summary>Makes API changes visible in reviews. Set <c>CARDIO_WRITE_SNAPSHOTS=1</c> to update the snapshot.</summary>
    [Fact]
    public async Task Document_equals_the_snapshot()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var text = (await ReadAsync(response)).Text.ReplaceLineEndings("\n");
        var file = Repository.Path(Snapshot);
        if (Environment.GetEnvironmentVariable("CARDIO_WRITE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(file, text, Cancellation);
        Assert.Equal((await File.ReadAllTextAsync(file, Cancellation)).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public async Task Every_operation_has_an_example_request()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var examples = await File.ReadAllLinesAsync(Repository.Path("Cardio.Site/api.http"), Cancellation);
        foreach (var (path, item) in (await ReadAsync(response)).Document.Paths)
        {
            var address = path.Replace(
                "{id}",
                path.Contains("/batches", StringComparison.Ordinal) ? "{{batch}}" : "{{assessment}}",
                StringComparison.Ordinal);
            foreach (var method in item.Operations!.Keys)
                Assert.Contains(examples, line => line.Split('?')[0] == $"{method} {{{{site}}}}{address}");
        }
    }

    [Fact]
    public async Task Inputs_are_strict_and_laboratory_values_optional()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var shapes = (await ReadAsync(response)).Document.Components!.Schemas!;
        foreach (var input in (string[])["PatientRequest", "ScoreRequest", "OutcomeInput"])
        {
            Assert.False(shapes[input].AdditionalPropertiesAllowed);
            Assert.All(
                shapes[input].Properties!.Values,
                member => Assert.True(member.OneOf is null or [] && member.Type?.HasFlag(JsonSchemaType.Null) != true));
        }
        Assert.Equal(
            ["cholesterol", "glucose", "patientCode"],
            shapes["PatientRequest"].Properties!.Keys.Except(shapes["PatientRequest"].Required!).Order());
    }

    [Fact]
    public async Task Members_have_one_type_and_a_description()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var shapes = (await ReadAsync(response)).Document.Components!.Schemas!;
        Assert.All(shapes.Values.SelectMany(shape => shape.Properties?.Values ?? []), member =>
            Assert.False(
                member.Type is { } type
                    && type.HasFlag(JsonSchemaType.String)
                    && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number))));
        Assert.Equal(["female", "male"], shapes["Sex"].Enum!.Select(word => word.GetValue<string>()));
        Assert.Equal(JsonSchemaType.String, shapes["Sex"].Type);
        Assert.Equal("Age in completed years.", shapes["PatientFeatures"].Properties!["ageYears"].Description);
    }

    [Fact]
    public async Task Endpoints_get_id_tag_and_scope_from_their_route()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddApi();
        builder.Services.AddAuthentication();
        await using var app = builder.Build();
        var api = app.MapApi();
        Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPut(
            api, "/lab-values/{id}/outcome", (Guid id, Sent sent) => TypedResults.Ok(sent)).RequireScope("assessments");
        await app.StartAsync(Cancellation);
        using var client = app.GetTestClient();
        using var response = await client.GetAsync(OpenApiRegistration.Address, Cancellation);
        var operation = Assert.Single(Operations((await ReadAsync(response)).Document));
        Assert.Equal("putLabValuesByIdOutcome", operation.OperationId);
        Assert.Equal("lab-values", Assert.Single(operation.Tags!).Name);
        Assert.Contains("scope `assessments`", operation.Description, StringComparison.Ordinal);
        Assert.Equal(["200", "400", "401", "403", "404", "413", "415", "422", "429", "503"], operation.Responses!.Keys.Order());
        await app.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public async Task Reference_page_shows_every_operation_and_schema(string language)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(OpenApiRegistration.Address);
        var (document, _) = await ReadAsync(response);
        var page = await host.Anonymous(language).PageAsync("/docs");
        Assert.Equal(
            Operations(document).Select(operation => operation.OperationId),
            page.QuerySelectorAll(".operation").Select(part => part.Id));
        Assert.Equal(
            document.Components!.Schemas!.Keys.Select(name => $"shape-{name}").Order(),
            page.QuerySelectorAll(".shape").Select(part => part.Id).Order());
        Assert.All(
            page.QuerySelectorAll("main a[href^='#']"),
            link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Contains("https://cardio.example/api/v1/model", page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
    }

    private static IReadOnlyList<OpenApiOperation> Operations(OpenApiDocument document) =>
        [.. document.Paths.Values.SelectMany(path => path.Operations!.Values)];

    private static async Task<(OpenApiDocument Document, string Text)> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return (read.Document!, text);
    }

    /// <summary>A request body.</summary>
    /// <param name="Count">Number of items.</param>
    internal sealed record Sent(int Count);
}
