namespace Cardio.Site.Commands;

/// <summary>
/// The command <c>health</c> for the health check of a container: asks the running site whether it is ready, without building a host.
/// </summary>
internal static class HealthCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "health";

    private const string DefaultPort = "5080";

    /// <summary>Returns 0 if the site on this machine is ready, and 1 otherwise.</summary>
    public static async Task<int> RunAsync()
    {
        var port = Variable("PORT") ?? Variable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] ?? DefaultPort;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }

        static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }
}
