using System.Text;
using System.Text.Json.Nodes;

namespace Cardio.Testing;

/// <summary>A client of the REST API with an API key; paths are relative to <c>/api/v1</c>.</summary>
internal sealed class ApiTestClient(HttpClient http) : IDisposable
{
    private const string Root = "/api/v1";

    /// <summary>A valid patient as JSON.</summary>
    /// <param name="changes">Members to change; a null removes the member.</param>
    public static JsonObject Patient(params (string Member, JsonNode? Value)[] changes)
    {
        var patient = new JsonObject
        {
            ["patientCode"] = "P-7",
            ["ageYears"] = 55,
            ["sex"] = "female",
            ["heightCm"] = 162,
            ["weightKg"] = 82.5,
            ["systolicMmHg"] = 150,
            ["diastolicMmHg"] = 95,
            ["cholesterol"] = "aboveNormal",
            ["glucose"] = "normal",
            ["smoker"] = false,
            ["drinksAlcohol"] = false,
            ["physicallyActive"] = true,
        };
        foreach (var (member, value) in changes)
        {
            if (value is null) patient.Remove(member);
            else patient[member] = value;
        }
        return patient;
    }

    /// <summary>The body of an answer as JSON.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, (HttpContent?)null, headers);

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body.ToJsonString(), headers);

    /// <summary>Sends a text as JSON, valid or not.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, Json(body), headers);

    /// <summary>Sends any content.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers) =>
        http.SendAsync(Request(method, path, body, headers));

    /// <summary>Posts a patient and measures the answer.</summary>
    public Task<Answer> MeasureAsync(SentPatient patient, string? idempotencyKey = null) =>
        MeasureAsync(HttpMethod.Post, "/assessments", patient.Json, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    /// <summary>Sends a request and measures the answer.</summary>
    public Task<Answer> MeasureAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        Answer.MeasureAsync(http, Request(method, path, Json(body), headers));

    public void Dispose() => http.Dispose();

    private static StringContent? Json(string? body) => body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"{Root}{path}") { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }
}
