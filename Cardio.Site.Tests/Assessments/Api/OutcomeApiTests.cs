using System.Net;
using Cardio.Site.Data;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Assessments.Api;

public sealed class OutcomeApiTests
{
    internal const string Present = """{"diagnosis":"present","method":"Angiography","diagnosedOn":"2026-11-17"}""";
    private const string Absent = """{"diagnosis":"absent","method":"Angiography","diagnosedOn":"2026-11-17"}""";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_outcome_is_replaced_only_by_whoever_knows_it(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var program = await ApiProgram.OfAsync(host);
        using var created = await program.PostAsync("/assessments", ApiProgram.Patient());
        var path = $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome";

        using var stale = await PutAsync(Present, ("If-Match", "\"another\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var first = await PutAsync(Present);
        Assert.Equal("present", (string)(await ApiProgram.ReadAsync(first))["outcome"]!["diagnosis"]!);
        Assert.NotEqual(created.Headers.ETag, first.Headers.ETag);

        using var unconditional = await PutAsync(Absent);
        Assert.Equal(HttpStatusCode.PreconditionRequired, unconditional.StatusCode);
        using var old = await PutAsync(Absent, ("If-Match", created.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, old.StatusCode);
        using var same = await PutAsync(Present, ("If-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        using var changed = await PutAsync(Absent, ("If-Match", first.Headers.ETag!.ToString()));
        Assert.Equal("absent", (string)(await ApiProgram.ReadAsync(changed))["outcome"]!["diagnosis"]!);

        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["present", "absent"], await connection.QueryAsync<string>("select diagnosis from assessment_outcome order by id"));
        Assert.Equal(2, await connection.QuerySingleAsync<int>("select count(*) from audit_event where action = 'outcomeRecorded' and actor like 'key:%'"));

        Task<HttpResponseMessage> PutAsync(string body, params (string, string)[] headers) => program.SendAsync(HttpMethod.Put, path, body, headers);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_programs_that_put_at_once_one_wins(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var program = await ApiProgram.OfAsync(host);
        using var created = await program.PostAsync("/assessments", ApiProgram.Patient());
        var path = $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome";
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => program.SendAsync(
            HttpMethod.Put, path, Present.Replace("Angiography", $"Method {i}", StringComparison.Ordinal), ("If-Match", created.Headers.ETag!.ToString()))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("""{"diagnosis":"perhaps","method":"Angiography","diagnosedOn":"2026-11-17"}""", "#/diagnosis")]
    [InlineData("""{"diagnosis":"present","diagnosedOn":"2026-11-17"}""", "#/method")]
    [InlineData("""{"diagnosis":"present","method":"Angiography","diagnosedOn":"17/11/2026"}""", "#/diagnosedOn")]
    [InlineData("""{"diagnosis":"present","method":"Angiography","diagnosedOn":"2026-11-19"}""", "#/diagnosedOn")]
    public async Task What_is_wrong_with_an_outcome_is_told(string body, string place)
    {
        await using var host = await CardioHost.StartAsync();
        var program = await ApiProgram.OfAsync(host);
        using var created = await program.PostAsync("/assessments", ApiProgram.Patient());
        using var response = await program.SendAsync(HttpMethod.Put, $"{created.Headers.Location!.OriginalString["/api/v1".Length..]}/outcome", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(place, (string)(await ApiProgram.ReadAsync(response))["errors"]![0]!["pointer"]!);
    }
}
