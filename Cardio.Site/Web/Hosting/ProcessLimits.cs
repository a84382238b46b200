using Microsoft.AspNetCore.Http.Timeouts;

namespace Cardio.Site.Web.Hosting;

/// <summary>How much one client may take: no form is larger, no page slower; see <c>Decisions/0017-limits-of-a-process.md</c>.</summary>
internal static class ProcessLimits
{
    public const int BodyBytes = 64 * 1024;
    public const int Connections = 500;
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(10);

    /// <summary>Platforms kill 30 s after SIGTERM.</summary>
    public static readonly TimeSpan Shutdown = TimeSpan.FromSeconds(25);

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
        if (!builder.Environment.IsDevelopment()) builder.Services.AddHostedService<Notice>();
    }

    /// <summary>After SIGTERM the site serves on for a moment and says that it is not ready, so that whoever sends requests here stops before the door closes.</summary>
    private sealed class Notice : IHostedLifecycleService
    {
        private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Period, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
