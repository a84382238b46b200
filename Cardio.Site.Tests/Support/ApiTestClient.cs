using System.Text;
using System.Text.Json.Nodes;
using Cardio.Site.Features.ApiKeys;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Support;

/// <summary>A program that asks the API with a key of its own.</summary>
public sealed class ApiTestClient(Visitor visitor)
{
    /// <summary>A program of an account.</summary>
    public static async Task<ApiTestClient> OfAsync(CardioHost host, string owner = "doctor@cardio.example", params string[] scopes)
    {
        var store = host.Services.GetRequiredService<KeyStore>();
        var account = (await store.OwnersAsync(TestContext.Current.CancellationToken)).Single(one => one.Email == owner);
        var key = await store.CreateAsync(
            new(account.Id, "test", scopes.Length == 0 ? ["assessments", "scores", "batches"] : scopes, 30), "console", TestContext.Current.CancellationToken);
        return new(host.Program($"{key}"));
    }

    /// <summary>A valid patient; change what the test is about, null takes a member away.</summary>
    public static JsonObject Patient(params (string Member, JsonNode? Value)[] changes)
    {
        var patient = new JsonObject
        {
            ["patientCode"] = "P-7", ["ageYears"] = 55, ["sex"] = "female", ["heightCm"] = 162, ["weightKg"] = 82.5, ["systolicMmHg"] = 150, ["diastolicMmHg"] = 95,
            ["cholesterol"] = "aboveNormal", ["glucose"] = "normal", ["smoker"] = false, ["drinksAlcohol"] = false, ["physicallyActive"] = true,
        };
        foreach (var (member, value) in changes)
        {
            if (value is null) patient.Remove(member);
            else patient[member] = value;
        }
        return patient;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, (HttpContent?)null, headers);

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body.ToJsonString(), headers);

    /// <summary>Sends a text as JSON, whatever it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers);

    /// <summary>Sends whatever it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return visitor.SendAsync(request);
    }

    /// <summary>The body as JSON.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
