using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Web.Api;

/// <summary>Checks that API errors are problem details in the language of the client, with the place of each error.</summary>
public sealed class ProblemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/nothing", null, 404)]
    [InlineData("GET", "/scores", null, 405)]
    [InlineData("PUT", "/model", null, 405)]
    [InlineData("DELETE", "/assessments/0192aa00-0000-7000-8000-000000000001", null, 405)]
    [InlineData("GET", "/assessments/0192aa00-0000-7000-8000-000000000001", null, 404)]
    [InlineData("GET", "/assessments/abc", null, 404)]
    [InlineData("GET", "/assessments?from=abc", null, 422)]
    [InlineData("GET", "/assessments?before=1", null, 422)]
    [InlineData("GET", "/assessments?limit=0", null, 422)]
    [InlineData("GET", "/assessments?from=2026-11-20&to=2026-11-19", null, 422)]
    [InlineData("GET", "/assessments?from=1066-10-14", null, 422)]
    [InlineData("GET", "/assessments?from=03/04/2026", null, 422)]
    [InlineData("GET", "/assessments?source=1", null, 422)]
    [InlineData("POST", "/assessments", "", 400)]
    [InlineData("POST", "/assessments", "{", 400)]
    [InlineData("POST", "/assessments", """{"ageYears": NaN}""", 400)]
    [InlineData("POST", "/assessments", """{"ageYears": 55,}""", 400)]
    [InlineData("POST", "/assessments", """[[[[[[[[[[[[]]]]]]]]]]]]""", 400)]
    [InlineData("POST", "/assessments", "[]", 422)]
    [InlineData("POST", "/assessments", "null", 422)]
    [InlineData("POST", "/assessments", "{}", 422)]
    [InlineData("POST", "/assessments", """{"\ud800": 1}""", 422)]
    [InlineData("POST", "/scores", """{"\ud800": 1, "\udc00": 2}""", 422)]
    [InlineData("POST", "/scores", """{"patients": {}}""", 422)]
    [InlineData("POST", "/scores", """{"patients": []}""", 422)]
    [InlineData("POST", "/scores", """{"patients": [], "patients": []}""", 422)]
    [InlineData("POST", "/scores", """{"patient": []}""", 422)]
    public async Task Every_error_is_problem_details(string method, string path, string? body, int status)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        foreach (var language in (string[])["en", "pt-BR"])
        {
            using var response = await client.SendAsync(new(method), path, body, ("Accept-Language", language), ("Accept", "text/html"));
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal([language], response.Content.Headers.ContentLanguage);
            var problem = await ApiTestClient.ReadAsync(response);
            Assert.Equal(status, (int)problem["status"]!);
            Assert.NotEmpty((string)problem["title"]!);
            Assert.NotEmpty((string)problem["detail"]!);
            Assert.Matches("^[0-9a-f]{32}$", (string)problem["traceId"]!);
            if (status is 422) Assert.NotEmpty(problem["errors"]!.AsArray());
            if (status is 405) Assert.NotEmpty(response.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task Rejects_other_media_types()
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        foreach (var kind in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data" })
        {
            using var refused = await client.SendAsync(HttpMethod.Post, "/assessments", new StringContent("{}", Encoding.UTF8, kind));
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData("""{"ageYears": "55"}""", "#/ageYears", "Must be a whole number", "Deve ser um número inteiro")]
    [InlineData("""{"ageYears": 55.5}""", "#/ageYears", "Must be a whole number", "Deve ser um número inteiro")]
    [InlineData("""{"ageYears": 17}""", "#/ageYears", "Age must be between 18 and 110", "Idade: o valor deve estar entre 18 e 110")]
    [InlineData("""{"ageYears": null}""", "#/ageYears", "Enter the age", "Digite a idade")]
    [InlineData("""{"heightCm": 1e999}""", "#/heightCm", "Must be a number", "Deve ser um número")]
    [InlineData("""{"weightKg": "82,5"}""", "#/weightKg", "Must be a number", "Deve ser um número")]
    [InlineData("""{"sex": "Female"}""", "#/sex", "Must be one of: female, male", "Deve ser um destes valores: female, male")]
    [InlineData("""{"sex": "female, male"}""", "#/sex", "Must be one of: female, male", "Deve ser um destes valores: female, male")]
    [InlineData("""{"sex": 0}""", "#/sex", "Must be one of: female, male", "Deve ser um destes valores: female, male")]
    [InlineData("""{"smoker": 1}""", "#/smoker", "Must be true or false", "Deve ser true ou false")]
    [InlineData("""{"patientCode": 7}""", "#/patientCode", "Must be a string", "Deve ser um texto")]
    [InlineData("""{"patientCode": "\ud800"}""", "#/patientCode", "Must be a string", "Deve ser um texto")]
    [InlineData("""{"patientCode": "529.982.247-25"}""", "#/patientCode", null, null)]
    [InlineData("""{"patientCode": "\uFFFE529.982.247-25"}""", "#/patientCode", null, null)]
    [InlineData("""{"diastolicMmHg": 150}""", "#/diastolicMmHg", "The diastolic pressure must be lower than the systolic pressure", null)]
    [InlineData("""{"a/b~c": 1}""", "#/a~1b~0c", "Unknown member", "Membro desconhecido")]
    [InlineData("""{"AgeYears": 55}""", "#/AgeYears", "Unknown member", "Membro desconhecido")]
    public async Task Errors_have_a_pointer_and_follow_Accept_Language(string change, string place, string? english, string? portuguese)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        var body = ApiTestClient.Patient().ToJsonString();
        var member = change[1..change.IndexOf(':', StringComparison.Ordinal)].Trim().Trim('"');
        var rest = JsonNode.Parse(body)!.AsObject();
        rest.Remove(member);
        var sent = $"{rest.ToJsonString()[..^1]},{change[1..]}";
        foreach (var (language, words) in new[] { ("en", english), ("pt-BR", portuguese) })
        {
            using var response = await client.SendAsync(HttpMethod.Post, "/assessments", sent, ("Accept-Language", language));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            var error = Assert.Single((await ApiTestClient.ReadAsync(response))["errors"]!.AsArray())!;
            Assert.Equal(place, (string)error["pointer"]!);
            if (words is not null) Assert.Equal(words, (string)error["detail"]!);
        }
    }

    [Fact]
    public async Task Reports_all_errors_at_once()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await ApiTestClient.CreateAsync(host)).SendAsync(
            HttpMethod.Post, "/assessments", """{"ageYears":"x","sex":"female","sex":"male","weightKg":1,"nothing":true}""");
        var places = (await ApiTestClient.ReadAsync(response))["errors"]!.AsArray().Select(error => (string)error!["pointer"]!);
        Assert.Equal(
            [
                "#/ageYears", "#/sex", "#/nothing", "#/heightCm", "#/weightKg", "#/systolicMmHg", "#/diastolicMmHg",
                "#/smoker", "#/drinksAlcohol", "#/physicallyActive"
            ],
            places);
    }

    [Fact]
    public async Task Responses_give_the_quota_and_rejections_the_time_to_wait()
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["Limits:ClientBurst"] = "12", ["Limits:ClientRequestsPerSecond"] = "1" });
        var client = await ApiTestClient.CreateAsync(host);
        using var first = await client.GetAsync("/model");
        Assert.Equal("\"client\";q=12;w=12", first.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"client\";r=11;t=1", first.Headers.GetValues("RateLimit").Single());
        for (var i = 0; i < 20; i++) (await client.GetAsync("/model")).Dispose();
        using var refused = await client.GetAsync("/model");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(refused.Headers.RetryAfter!.Delta);
        Assert.StartsWith("\"client\";r=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_random_bodies_never_fail_or_store_invalid_values()
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        var random = new Random(20261125);
        var accepted = 0;
        var bodies = Enumerable.Range(0, 10_000).Select(_ => Bodies.Generate(random)).ToList();
        await Parallel.ForEachAsync(bodies, Cancellation, async (body, _) =>
        {
            using var response = await SendUntilServedAsync(client, body);
            if (response.StatusCode == HttpStatusCode.Created) Interlocked.Increment(ref accepted);
            else
                Assert.True(
                    response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest,
                    $"{response.StatusCode}: {body}");
        });
        Assert.InRange(accepted, 500, 9_500);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        const string outside =
            """
            select count(*) from assessment
            where age_years not between 18 and 110 or height_cm not between 120 and 220 or weight_kg not between 30 and 250
               or systolic_mmhg not between 70 and 250 or diastolic_mmhg not between 40 and 150 or diastolic_mmhg >= systolic_mmhg
            """;
        Assert.Equal(0, await connection.QuerySingleAsync<int>(outside));
        Assert.Equal(accepted, await connection.QuerySingleAsync<int>("select count(*) from assessment"));
    }

    /// <summary>Sends a body with an idempotency key; retries 503, which a busy test machine may cause.</summary>
    private static async Task<HttpResponseMessage> SendUntilServedAsync(ApiTestClient client, string body)
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var response = await client.SendAsync(HttpMethod.Post, "/assessments", body, key);
        for (var again = 0; again < 5 && response.StatusCode is (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict); again++)
        {
            using (response) await Task.Delay(response.Headers.RetryAfter!.Delta!.Value, Cancellation);
            response = await client.SendAsync(HttpMethod.Post, "/assessments", body, key);
        }
        return response;
    }
}
