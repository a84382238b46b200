using System.Diagnostics;

namespace Cardio.Testing;

/// <summary>The measured result of a request.</summary>
/// <param name="Status">HTTP status, or 0 without an answer.</param>
/// <param name="Milliseconds">Time from sending to the last byte.</param>
/// <param name="HasRetryAfter">Whether the answer has a <c>Retry-After</c> header.</param>
/// <param name="Body">The text of the answer.</param>
/// <param name="Tag">The <c>ETag</c> header, or null.</param>
internal sealed record Answer(int Status, double Milliseconds, bool HasRetryAfter, string Body, string? Tag = null)
{
    /// <summary>Whether the site refuses the request as too busy and says when to retry.</summary>
    public bool IsBusy => Status == 503 && HasRetryAfter;

    /// <summary>Sends a request and reads the whole answer; a failed connection is an answer with status 0.</summary>
    public static async Task<Answer> MeasureAsync(HttpClient http, HttpRequestMessage request)
    {
        var start = Stopwatch.GetTimestamp();
        double Elapsed() => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request))
            {
                var body = await answer.Content.ReadAsStringAsync();
                var hasRetryAfter = answer.Headers.RetryAfter is not null;
                return new((int)answer.StatusCode, Elapsed(), hasRetryAfter, body, answer.Headers.ETag?.ToString());
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(0, Elapsed(), false, failure.Message);
        }
    }
}
