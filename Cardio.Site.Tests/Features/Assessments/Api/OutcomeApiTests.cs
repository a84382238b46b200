using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Api;

public sealed class OutcomeApiTests
{
    internal const string Present = """{"diagnosis":"present","method":"Angiography","diagnosedOn":"2026-11-17"}""";
    private const string Absent = """{"diagnosis":"absent","method":"Angiography","diagnosedOn":"2026-11-17"}""";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Replacing_an_outcome_requires_its_current_ETag(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var created = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        var path = $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome";

        using var stale = await PutAsync(Present, ("If-Match", "\"another\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var first = await PutAsync(Present);
        Assert.Equal("present", (string)(await ApiTestClient.ReadAsync(first))["outcome"]!["diagnosis"]!);
        Assert.NotEqual(created.Headers.ETag, first.Headers.ETag);

        using var unconditional = await PutAsync(Absent);
        Assert.Equal(HttpStatusCode.PreconditionRequired, unconditional.StatusCode);
        using var old = await PutAsync(Absent, ("If-Match", created.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, old.StatusCode);
        using var same = await PutAsync(Present, ("If-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        using var changed = await PutAsync(Absent, ("If-Match", first.Headers.ETag!.ToString()));
        Assert.Equal("absent", (string)(await ApiTestClient.ReadAsync(changed))["outcome"]!["diagnosis"]!);

        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["present", "absent"], await connection.QueryAsync<string>("select diagnosis from assessment_outcome order by id"));
        const string count = "select count(*) from audit_event where action = 'outcomeRecorded' and actor like 'key:%'";
        Assert.Equal(2, await connection.QuerySingleAsync<int>(count));

        Task<HttpResponseMessage> PutAsync(string body, params (string, string)[] headers) =>
            apiClient.SendAsync(HttpMethod.Put, path, body, headers);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task If_none_match_star_records_only_the_first_outcome(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var (apiClient, path, _) = await AssessedAsync(host);
        using var first = await PutAsync(Present, ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("present", (string)(await ApiTestClient.ReadAsync(first))["outcome"]!["diagnosis"]!);
        foreach (var body in new[] { Present, Absent })
        {
            using var again = await PutAsync(body, ("If-None-Match", "*"));
            Assert.Equal(HttpStatusCode.PreconditionFailed, again.StatusCode);
            using var both = await PutAsync(body, ("If-None-Match", "*"), ("If-Match", first.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.PreconditionFailed, both.StatusCode);
        }
        using var unwanted = await PutAsync(Absent, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, unwanted.StatusCode);
        using var other = await PutAsync(Absent, ("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.PreconditionRequired, other.StatusCode);
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*) from assessment_outcome"));

        Task<HttpResponseMessage> PutAsync(string body, params (string, string)[] headers) =>
            apiClient.SendAsync(HttpMethod.Put, path, body, headers);
    }

    [Fact]
    public async Task Tags_changed_by_proxies_are_accepted_and_unquoted_ones_rejected()
    {
        await using var host = await CardioHost.StartAsync();
        var (apiClient, path, tag) = await AssessedAsync(host);
        var bare = tag.Trim('"');
        using var malformed = await apiClient.SendAsync(HttpMethod.Put, path, Present, ("If-Match", bare));
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        Assert.Equal("tagMalformed", (string)(await ApiTestClient.ReadAsync(malformed))["code"]!);
        var body = Present;
        foreach (var known in (string[])["W/\"{0}\"", "\"{0}-gzip\"", "\"{0};br\"", "\"x\", \"{0}\""])
        {
            body = body == Present ? Absent : Present;
            var sent = known.Replace("{0}", bare, StringComparison.Ordinal);
            using var put = await apiClient.SendAsync(HttpMethod.Put, path, body, ("If-Match", sent));
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            bare = put.Headers.ETag!.Tag.Trim('"');
        }
    }

    [Fact]
    public async Task A_retry_of_a_stored_outcome_succeeds()
    {
        await using var host = await CardioHost.StartAsync();
        var (apiClient, path, before) = await AssessedAsync(host);
        using var first = await apiClient.SendAsync(HttpMethod.Put, path, Present);
        using var retry = await apiClient.SendAsync(HttpMethod.Put, path, Present);
        using var late = await apiClient.SendAsync(HttpMethod.Put, path, Present, ("If-Match", before));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (retry.StatusCode, late.StatusCode));
        Assert.Equal(first.Headers.ETag, late.Headers.ETag);
    }

    private static async Task<(ApiTestClient Program, string Path, string Tag)> AssessedAsync(CardioHost host)
    {
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var created = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        return (apiClient, $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome", created.Headers.ETag!.Tag);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Only_one_of_several_concurrent_puts_succeeds(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var created = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        var path = $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome";
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => apiClient.SendAsync(
            HttpMethod.Put, path, Present.Replace("Angiography", $"Method {i}", StringComparison.Ordinal),
                ("If-Match", created.Headers.ETag!.ToString()))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("""{"diagnosis":"perhaps","method":"Angiography","diagnosedOn":"2026-11-17"}""", "#/diagnosis")]
    [InlineData("""{"diagnosis":"present","diagnosedOn":"2026-11-17"}""", "#/method")]
    [InlineData("""{"diagnosis":"present","method":"Angiography","diagnosedOn":"17/11/2026"}""", "#/diagnosedOn")]
    [InlineData("""{"diagnosis":"present","method":"Angiography","diagnosedOn":"2026-11-19"}""", "#/diagnosedOn")]
    public async Task An_invalid_outcome_is_rejected_with_its_errors(string body, string place)
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var created = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        using var response = await apiClient.SendAsync(HttpMethod.Put,
            $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(place, (string)(await ApiTestClient.ReadAsync(response))["errors"]![0]!["pointer"]!);
    }
}
