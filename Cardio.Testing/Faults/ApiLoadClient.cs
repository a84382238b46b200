using System.Diagnostics;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>What a request came to.</summary>
/// <param name="Status">Status, or 0 where nobody answered.</param>
/// <param name="Milliseconds">From sending to the last byte.</param>
/// <param name="HasRetryAfter">Whether it was told when to come again.</param>
/// <param name="Body">The text of the answer.</param>
/// <param name="Tag">Its ETag, or null.</param>
internal sealed record Answer(int Status, double Milliseconds, bool HasRetryAfter, string Body, string? Tag = null)
{
    /// <summary>Whether the site says that it is busy, as it ought to.</summary>
    public bool IsBusy => Status == 503 && HasRetryAfter;
}

/// <summary>A program that asks the site.</summary>
internal sealed class ApiLoadClient(HttpClient http) : IDisposable
{
    /// <summary>Posts a patient.</summary>
    public Task<Answer> PostAsync(SentPatient patient, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, "/api/v1/assessments", patient.Json, idempotencyKey);

    /// <summary>Asks for a path.</summary>
    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Sends any text as JSON.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, string? json, string? idempotencyKey = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return SendAsync(http, request);
    }

    /// <summary>Sends a request and reads all of the answer.</summary>
    public static async Task<Answer> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request))
            {
                var body = await answer.Content.ReadAsStringAsync();
                return new((int)answer.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer.Headers.RetryAfter is not null, body, answer.Headers.ETag?.ToString());
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(0, Stopwatch.GetElapsedTime(start).TotalMilliseconds, false, failure.Message);
        }
    }

    public void Dispose() => http.Dispose();
}
