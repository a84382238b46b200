using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

public sealed class BatchApiTests
{
    private const string Root = "/api/v1/batches";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_API_client_uploads_a_file_polls_it_and_downloads_the_result()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiClientAsync(host, "batches", "owner@hospital.example");
        using var sent = await SendAsync(apiClient, Root, Batching.Table(620));
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var path = sent.Headers.Location!.OriginalString;
        Assert.Equal(620, (await JsonAsync(sent)).GetProperty("rows").GetInt32());

        var clock = Stopwatch.StartNew();
        JsonElement batch;
        do
        {
            using var looked = await apiClient.GetAsync(path);
            batch = await JsonAsync(looked);
        }
        while (batch.GetProperty("state").GetString() != "done" && clock.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Equal((620, 62), (batch.GetProperty("rowsDone").GetInt32(), batch.GetProperty("rowsFailed").GetInt32()));
        using var result = await apiClient.GetAsync(batch.GetProperty("links").GetProperty("result").GetString()!);
        Assert.Equal("text/csv", result.Content.Headers.ContentType?.MediaType);
        Assert.Equal(621, (await result.Content.ReadAsStringAsync(Cancellation)).TrimEnd().Split("\r\n").Length);
        using var list = await apiClient.GetAsync(Root);
        Assert.Equal(1, (await JsonAsync(list)).GetArrayLength());

        using var late = await apiClient.SendAsync(HttpMethod.Post, $"{path}/cancel", new StringContent(""));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var other = await ApiClientAsync(host, "batches", "other@hospital.example");
        foreach (var address in (string[])[path, $"{path}/result"])
        {
            using var foreign = await other.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        }
        using var kept = await DeleteAsync(other, path);
        Assert.Equal(HttpStatusCode.NotFound, kept.StatusCode);
        using var deleted = await DeleteAsync(apiClient, path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await apiClient.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("batches", "", "text/csv", HttpStatusCode.UnprocessableEntity)]
    [InlineData("batches", "a;b\n1;2\n", "text/csv", HttpStatusCode.UnprocessableEntity)]
    [InlineData("batches", "{}", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("scores", "a;b\n1;2\n", "text/csv", HttpStatusCode.Forbidden)]
    public async Task Errors_are_returned_as_problem_details(string scope, string file, string type, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiClientAsync(host, scope, "owner@hospital.example");
        using var response = await SendAsync(apiClient, Root, file, type);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_file_repeated_with_the_same_key_is_one_batch(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        const string file =
            "ageYears,sex,heightCm,weightKg,systolicMmHg,diastolicMmHg,cholesterol,glucose,smoker,drinksAlcohol,physicallyActive\n"
            + "55,female,162,82.5,150,95,,,0,0,1\n";
        using var first = await SendKeyedAsync(file);
        using var again = await SendKeyedAsync(file);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        using var other = await SendKeyedAsync(file.Replace("55", "56", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*) from batch"));
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*) from batch_row"));

        Task<HttpResponseMessage> SendKeyedAsync(string content) =>
            apiClient.SendAsync(
                HttpMethod.Post, "/batches", new StringContent(content, Encoding.UTF8, "text/csv"), ("Idempotency-Key", "k"));
    }

    private static async Task<Visitor> ApiClientAsync(CardioHost host, string scope, string email)
    {
        var owner = await host.MakeAsync(email, "doctor");
        var key = await host.Services.GetRequiredService<KeyStore>().CreateAsync(new(owner, "test", [scope], 1), "console", Cancellation);
        return host.ApiClient($"{key}");
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor apiClient, string path, string file, string type = "text/csv") =>
        apiClient.SendAsync(HttpMethod.Post, path, new StringContent(file, Encoding.UTF8, type));

    private static async Task<HttpResponseMessage> DeleteAsync(Visitor apiClient, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        return await apiClient.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
}
