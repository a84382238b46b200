using Microsoft.AspNetCore.Http.Timeouts;

namespace Cardio.Site.Web.Hosting;

/// <summary>Limits per request and connection, above every legitimate use; see <c>Decisions/Running/0016-process-limits.md</c>.</summary>
internal static class ProcessLimits
{
    public const int BodyBytes = 64 * 1024;
    public const int Connections = 500;
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(10);

    /// <summary>Less than the 30 s after SIGTERM at which platforms kill the process.</summary>
    public static readonly TimeSpan Shutdown = TimeSpan.FromSeconds(25);

    /// <summary>Applies the limits to Kestrel, requests and shutdown.</summary>
    public static void AddProcessLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = Connections;
            kestrel.Limits.RequestHeadersTimeout = Headers;
        });
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = Request,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown);
        if (!builder.Environment.IsDevelopment()) builder.Services.AddHostedService<ShutdownDelay>();
    }

    /// <summary>
    /// Delays the shutdown after SIGTERM. The site still answers but reports that it is not ready, so that the load balancer can stop
    /// sending requests first.
    /// </summary>
    private sealed class ShutdownDelay : IHostedLifecycleService
    {
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Delay, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
