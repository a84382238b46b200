using System.Net;
using System.Text.Json.Nodes;
using Cardio.Model.Patients;
using Cardio.Model.Statistics;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Assessments.Api;

public sealed class AssessmentApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_API_client_gets_the_same_assessment_as_the_form(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Clinic:Prevalence"] = "0.18" });
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var created = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var answer = await ApiTestClient.ReadAsync(created);
        Assert.Equal($"/api/v1/assessments/{answer["id"]}", created.Headers.Location!.OriginalString);

        var model = host.Services.GetRequiredService<ServedModel>().Current!;
        var patient = new PatientFeatures
        {
            AgeYears = 55, Sex = Sex.Female, HeightCm = 162, WeightKg = 82.5, SystolicMmHg = 150, DiastolicMmHg = 95,
                Cholesterol = LabLevel.AboveNormal,
            Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
        };
        var explanation = model.Explain(patient);
        Assert.Equal(explanation.Probability, (double)answer["probability"]!, 12);
        Assert.Equal(explanation.SamplingUncertainty.Low, (double)answer["interval"]!["low"]!, 12);
        Assert.Equal(Prevalence.Rebase(explanation.Probability, model.Card.Data.Prevalence, 0.18),
            (double)answer["prevalenceAdjusted"]!["probability"]!, 12);
        Assert.Equal(explanation.Probability, (double)answer["baseProbability"]! + answer["contributions"]!.AsArray()
            .Sum(part => (double)part!["probability"]!), 9);
        Assert.Equal(explanation.Probability >= 0.5, (bool)answer["decision"]!["isAtOrAbove"]!);
        Assert.Equal(explanation.Reference.Probability, (double)answer["reference"]!["probability"]!, 12);
        Assert.Equal(explanation.PatientsLikeThis.Count, (int)answer["patientsLikeThis"]!["count"]!);
        Assert.Empty(answer["flags"]!.AsArray());
        Assert.Equal(model.Sha256, (string)answer["model"]!["sha256"]!);
        Assert.Equal("api", (string)answer["source"]!);

        using var read = await apiClient.GetAsync($"/assessments/{answer["id"]}");
        Assert.True(JsonNode.DeepEquals(answer, await ApiTestClient.ReadAsync(read)));
        using var unchanged = await apiClient.GetAsync($"/assessments/{answer["id"]}", ("If-None-Match", read.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
        Assert.Contains("private", read.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        // The doctor finds it in their own history, and the trail knows the key.
        Assert.Contains("P-7", (await (await host.DoctorAsync()).PageAsync("/assessments")).Body!.TextContent, StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.StartsWith("key:",
            await connection.QuerySingleAsync<string>("select actor from audit_event where action = 'assessmentCreated'"),
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cholesterol": "notMeasured", "glucose": null}""", "cholesterolNotMeasured glucoseNotMeasured")]
    [InlineData("""{"ageYears": 80, "systolicMmHg": 205}""", "ageOutsideTraining unusualSystolic unusualPulsePressure")]
    public async Task Values_that_reduce_reliability_are_flagged_but_accepted(string changes, string flags)
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        var patient = ApiTestClient.Patient();
        foreach (var (member, value) in JsonNode.Parse(changes)!.AsObject()) patient[member] = value?.DeepClone();
        using var response = await apiClient.PostAsync("/assessments", patient);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(flags, string.Join(' ', (await ApiTestClient.ReadAsync(response))["flags"]!.AsArray()));
    }

    [Fact]
    public async Task An_assessment_of_another_account_is_not_found()
    {
        await using var host = await CardioHost.StartAsync();
        await host.OtherDoctorAsync();
        using var created = await (await ApiTestClient.CreateAsync(host)).PostAsync("/assessments", ApiTestClient.Patient());
        var path = created.Headers.Location!.OriginalString["/api/v1".Length..];
        var other = await ApiTestClient.CreateAsync(host, "other@cardio.example");
        using var read = await other.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        using var list = await other.GetAsync("/assessments");
        Assert.Empty((await ApiTestClient.ReadAsync(list))["items"]!.AsArray());
        using var outcome = await other.SendAsync(HttpMethod.Put, $"{path}/outcome", OutcomeApiTests.Present);
        Assert.Equal(HttpStatusCode.NotFound, outcome.StatusCode);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await ApiTestClient.CreateAsync(host, scopes: "scores"))
            .PostAsync("/assessments", ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using var scores = await (await ApiTestClient.CreateAsync(host, scopes: "assessments")).PostAsync("/scores", new JsonObject());
        Assert.Equal(HttpStatusCode.Forbidden, scores.StatusCode);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Following_the_list_pages_returns_every_assessment_once(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var apiClient = await ApiTestClient.CreateAsync(host);
        for (var i = 0; i < 5; i++)
        {
            host.Time.Advance(TimeSpan.FromDays(1));
            using var _ = await apiClient.PostAsync("/assessments",
                ApiTestClient.Patient(("patientCode", $"P-{i}"), ("systolicMmHg", i == 0 ? 100 : 150), ("diastolicMmHg", 70)));
        }
        var codes = new List<string>();
        var path = "/assessments?limit=2&from=2026-11-19";
        while (path is not null)
        {
            using var response = await apiClient.GetAsync(path);
            codes.AddRange((await ApiTestClient.ReadAsync(response))["items"]!.AsArray().Select(item => (string)item!["patientCode"]!));
            path = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1]["/api/v1".Length..] : null;
        }
        Assert.Equal(["P-4", "P-3", "P-2", "P-1", "P-0"], codes);
        using var above = await apiClient.GetAsync("/assessments?atOrAbove=true&to=2026-11-21");
        Assert.Equal(["P-2", "P-1"], (await ApiTestClient.ReadAsync(above))["items"]!.AsArray()
            .Select(item => (string)item!["patientCode"]!));
    }

    [Fact]
    public async Task Scores_keep_the_order_of_the_patients_and_store_nothing()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        var patients = new JsonArray(
            [.. Enumerable.Range(0, 1000)
                .Select(i => ApiTestClient.Patient(("patientCode", $"P-{i}"), ("systolicMmHg", 100 + (i % 100)), ("diastolicMmHg", 60)))]);
        using var response = await apiClient.PostAsync("/scores", new JsonObject { ["patients"] = patients });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var scores = (await ApiTestClient.ReadAsync(response))["scores"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"P-{i}"), scores.Select(score => (string)score!["patientCode"]!));
        using var stored = await apiClient.PostAsync("/assessments", patients[7]!.DeepClone());
        Assert.Equal((double)(await ApiTestClient.ReadAsync(stored))["probability"]!, (double)scores[7]!["probability"]!);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*) from assessment"));

        patients.Add(ApiTestClient.Patient());
        using var many = await apiClient.PostAsync("/scores", new JsonObject { ["patients"] = patients.DeepClone() });
        Assert.Equal("#/patients", (string)(await ApiTestClient.ReadAsync(many))["errors"]![0]!["pointer"]!);
    }

    [Fact]
    public async Task Without_a_model_the_API_returns_503_with_Retry_After()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Model:Directory"] = "/nowhere" });
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var response = await apiClient.PostAsync("/assessments", ApiTestClient.Patient());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("modelUnavailable", (string)(await ApiTestClient.ReadAsync(response))["code"]!);
    }
}
