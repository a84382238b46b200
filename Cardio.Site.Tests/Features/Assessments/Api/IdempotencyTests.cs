using System.Net;
using System.Text.Json.Nodes;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Api;

public sealed class IdempotencyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_repeated_request_returns_the_same_answer_and_creates_nothing(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var first = await PostAsync(apiClient, "a key", ApiTestClient.Patient());
        host.Time.Advance(TimeSpan.FromHours(23));
        using var again = await PostAsync(apiClient, "a key", ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await again.Content.ReadAsStringAsync(Cancellation));

        using var other = await PostAsync(apiClient, "a key", ApiTestClient.Patient(("ageYears", 56)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("idempotencyKeyReused", (string)(await ApiTestClient.ReadAsync(other))["code"]!);
        Assert.Equal((1, 1), await CountAsync(host));

        host.Time.Advance(TimeSpan.FromHours(2)); // forgotten
        using var later = await PostAsync(apiClient, "a key", ApiTestClient.Patient(("ageYears", 56)));
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
        Assert.Equal((2, 2), await CountAsync(host));
    }

    [Fact]
    public async Task The_same_key_of_two_accounts_does_not_collide()
    {
        await using var host = await CardioHost.StartAsync();
        await host.OtherDoctorAsync();
        using var first = await PostAsync(await ApiTestClient.CreateAsync(host), "k", ApiTestClient.Patient());
        using var sameAccount = await PostAsync(await ApiTestClient.CreateAsync(host), "k", ApiTestClient.Patient());
        Assert.Equal(first.Headers.Location, sameAccount.Headers.Location);
        using var otherAccount = await PostAsync(
            await ApiTestClient.CreateAsync(host, "other@cardio.example"), "k", ApiTestClient.Patient());
        Assert.NotEqual(first.Headers.Location, otherAccount.Headers.Location);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Concurrent_requests_with_one_key_store_one_assessment(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        const int rounds = 3;
        for (var round = 0; round < rounds; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50)
                .Select(_ => PostAsync(apiClient, $"round {round}", ApiTestClient.Patient())));
            Assert.All(answers, answer =>
                Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
            Assert.Single(answers.Where(answer => answer.StatusCode == HttpStatusCode.Created)
                .Select(answer => answer.Headers.Location).Distinct());
            Assert.All(answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict), answer =>
                Assert.NotNull(answer.Headers.RetryAfter));
        }
        Assert.Equal((rounds, rounds), await CountAsync(host));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_processes_store_a_key_only_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var (one, other) = (Requests(database), Requests(database));
        var account = Guid.CreateVersion7();
        await using (var connection = await database.Source.OpenConnectionAsync(Cancellation))
        {
            await connection.ExecuteAsync(
                """
                insert into account (id, email, normalized_email, display_name, security_stamp, concurrency_stamp, created_at)
                values (@Account, 'p@cardio.example', 'P@CARDIO.EXAMPLE', 'P', 's', 'c', @Now)
                """,
                new { Account = account, Now = DateTimeOffset.UnixEpoch });
        }
        var request = one.CreateRequest(account, "k", "POST /", [1]);
        Guid[] made = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var kept = await Task.WhenAll(KeepAsync(one, made[0]), KeepAsync(other, made[1]));
        Assert.Single(kept, true);
        Assert.Equal(made[kept[0] ? 0 : 1], (await other.FindAsync(request, Cancellation))!.ResourceId);
        Assert.False((await other.FindAsync(other.CreateRequest(account, "k", "POST /", [2]), Cancellation))!.IsSame);

        Task<bool> KeepAsync(IdempotentRequests requests, Guid resource) =>
            database.Source.CommitIfAsync(async transaction =>
                (await requests.StoreAsync(transaction, [(request, resource)], Cancellation))[0], Cancellation);
    }

    [Fact]
    public async Task A_rejected_request_can_be_corrected_under_the_same_key()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var refused = await PostAsync(apiClient, "k", ApiTestClient.Patient(("ageYears", 5)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var mended = await PostAsync(apiClient, "k", ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ção")]
    public async Task A_malformed_key_is_rejected(string key)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await PostAsync(await ApiTestClient.CreateAsync(host), key.Length == 0
            ? new string('k', 256)
            : key, ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_erased_assessment_is_gone_and_the_table_has_no_patient_data()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var first = await PostAsync(apiClient, "k", ApiTestClient.Patient(("patientCode", "Secret-77")));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.DoesNotContain("Secret",
            await connection.QuerySingleAsync<string>("select key_hash || body_hash || resource_id from idempotent_request"),
                StringComparison.Ordinal);
        await connection.ExecuteAsync("delete from assessment");
        using var again = await PostAsync(apiClient, "k", ApiTestClient.Patient(("patientCode", "Secret-77")));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    private static IdempotentRequests Requests(TestDatabase database) => new(database.Source, database.SiteSecret(), TimeProvider.System);

    private static Task<HttpResponseMessage> PostAsync(ApiTestClient apiClient, string key, JsonObject patient) =>
        apiClient.PostAsync("/assessments", patient, ("Idempotency-Key", key));

    private static async Task<(int Assessments, int Events)> CountAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        return (await connection.QuerySingleAsync<int>("select count(*) from assessment"),
            await connection.QuerySingleAsync<int>("select count(*) from audit_event where action = 'assessmentCreated'"));
    }
}
