namespace Cardio.Site.Commands;

/// <summary><c>health</c>: asks the site of this machine whether it is ready, for the container's health check; builds no site of its own.</summary>
internal static class HealthCommand
{
    /// <summary>Name of the verb.</summary>
    public const string Name = "health";

    private const string DefaultPort = "5080";

    /// <summary>0 where it is ready, otherwise 1.</summary>
    public static async Task<int> AskAsync()
    {
        var port = Set("PORT") ?? Set("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] ?? DefaultPort;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }

        static string? Set(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }
}
