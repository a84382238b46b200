using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Compatibility;

public sealed class ClassificationTests
{
    private const string Path = "/cvd-classification";
    private const string Example = """{"age":[20],"weight":[80],"ap_hi":[125],"ap_lo":[80],"cholesterol":[1]}""";
    private const string With = """{"result":"Patient With CVD"}""";
    private const string Without = """{"result":"Patient Without CVD"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Example, Without)]
    [InlineData("""{"age":20,"weight":80.0,"ap_hi":125.0,"ap_lo":80,"cholesterol":1}""", Without)]
    [InlineData("""{"age":7305,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}""", Without)]
    [InlineData("""{"age":[63],"weight":[95.5],"ap_hi":[170],"ap_lo":[100],"cholesterol":[3]}""", With)]
    [InlineData("""{"cholesterol":3,"ap_lo":100,"ap_hi":170,"weight":95.5,"age":63}""", With)]
    [InlineData("""{"id":7,"gender":1,"age":23012,"weight":95.5,"ap_hi":170,"ap_lo":100,"cholesterol":3,"smoke":"no"}""", With)]
    public async Task Accepts_numbers_and_arrays_in_any_order(string body, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await PostAsync(host, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Converts_days_to_years_and_applies_the_clinic_threshold()
    {
        foreach (var (years, days) in ((int, int)[])[(18, 6575), (40, 14610), (55, 20089), (55, 20453), (110, 40542)])
        {
            await using var calm = await CardioHost.StartAsync();
            var model = calm.Services.GetRequiredService<ServedModel>().Current!;
            var probability = model.Score(
                new()
                {
                    AgeYears = years, WeightKg = 82.5, SystolicMmHg = 150, DiastolicMmHg = 95, Cholesterol = LabLevel.AboveNormal,
                });
            foreach (var (threshold, expected) in ((double, string)[])[(probability - 0.001, With), (probability + 0.001, Without)])
            {
                await using var host = await CardioHost.StartAsync(
                    settings: new() { ["Clinic:DecisionThreshold"] = FormattableString.Invariant($"{threshold}") });
                foreach (var age in new[] { years, days })
                {
                    using var response = await PostAsync(
                        host, $$"""{"age":{{age}},"weight":82.5,"ap_hi":150,"ap_lo":95,"cholesterol":2}""");
                    Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
                }
            }
        }
    }

    [Fact]
    public async Task Names_missing_and_invalid_values()
    {
        (string Member, string Body)[] wrong =
        [
            ("age", """{"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("age", """{"age":17,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("age", """{"age":111,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("age", """{"age":131,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("age", """{"age":-20,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("age", """{"Age":20,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("weight", """{"age":20,"weight":"80","ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("weight", """{"age":20,"weight":1e999,"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("weight", """{"age":20,"weight":[],"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("weight", """{"age":20,"weight":[80,81],"ap_hi":125,"ap_lo":80,"cholesterol":1}"""),
            ("ap_hi", """{"age":20,"weight":80,"ap_hi":125.5,"ap_lo":80,"cholesterol":1}"""),
            ("ap_hi", """{"age":20,"weight":80,"ap_hi":null,"ap_lo":80,"cholesterol":1}"""),
            ("ap_lo", """{"age":20,"weight":80,"ap_hi":80,"ap_lo":80,"cholesterol":1}"""),
            ("cholesterol", """{"age":20,"weight":80,"ap_hi":125,"ap_lo":80,"cholesterol":0}"""),
            ("", "[1]"),
        ];
        await using var host = await CardioHost.StartAsync();
        foreach (var (member, body) in wrong)
        {
            using var response = await PostAsync(host, body);
            var errors = (await ProblemAsync(response, HttpStatusCode.UnprocessableEntity)).GetProperty("errors");
            Assert.Equal(
                member.Length == 0 ? "#" : $"#/{member}",
                Assert.Single(errors.EnumerateArray()).GetProperty("pointer").GetString());
        }
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"age":20,"age":60}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"\ud800":1,"age":20}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("age=20", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Rejects_invalid_JSON(string body, string type, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await PostAsync(host, body, type);
        await ProblemAsync(response, expected);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Rejects_other_methods(string method)
    {
        await using var host = await CardioHost.StartAsync();
        using var request = new HttpRequestMessage(new(method), Path);
        using var response = await host.Anonymous().SendAsync(request);
        await ProblemAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Stores_nothing()
    {
        await using var host = await CardioHost.StartAsync();
        using (await PostAsync(host, Example)) { }
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from assessment"));
    }

    [Fact]
    public async Task Answers_503_without_a_model()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Model:Directory"] = "/nowhere" });
        using var response = await PostAsync(host, Example);
        await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Client_over_its_limit_gets_problem_details()
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["Limits:ClientBurst"] = "1", ["Limits:ClientRequestsPerSecond"] = "1" });
        HttpResponseMessage response;
        do response = await PostAsync(host, Example); while (response.StatusCode == HttpStatusCode.OK);
        await ProblemAsync(response, HttpStatusCode.TooManyRequests);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("Production", null, HttpStatusCode.NotFound)]
    [InlineData("Production", "true", HttpStatusCode.OK)]
    [InlineData("Staging", null, HttpStatusCode.NotFound)]
    [InlineData("Development", null, HttpStatusCode.OK)]
    [InlineData("Development", "false", HttpStatusCode.NotFound)]
    public async Task Is_enabled_in_Development_or_by_setting(string environment, string? enabled, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["environment"] = environment, ["Compatibility:Enabled"] = enabled });
        using var response = await PostAsync(host, Example);
        using var home = await host.Anonymous().GetAsync("/home");
        Assert.Equal((expected, expected), (response.StatusCode, home.StatusCode));
    }

    [Fact]
    public async Task Rejects_plain_HTTP_if_HTTPS_is_required()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Https:Required"] = "true" });
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"http://cardio.example{Path}") { Content = new StringContent(Example, Encoding.UTF8, "application/json") };
        using var response = await host.Anonymous().SendAsync(request);
        await ProblemAsync(response, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("en", "the API reference")]
    [InlineData("pt-BR", "referência da API")]
    public async Task Home_links_to_the_API_reference(string language, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        var page = await host.Anonymous(language).PageAsync("/home");
        Assert.Contains(expected, page.QuerySelector("main a[href='/docs']")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(CardioHost host, string body, string type = "application/json") =>
        await host.Anonymous().SendAsync(HttpMethod.Post, Path, new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)));

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        return problem.RootElement.Clone();
    }
}
