using Microsoft.Extensions.Logging.Console;

namespace Cardio.Site.Web.Hosting;

internal static class Logs
{
    /// <summary>
    /// Adds JSON logs outside Development. The only scope is the trace id: the framework's own scopes contain the requested address,
    /// which may be a one-time link.
    /// </summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = false);
        if (builder.Environment.IsDevelopment()) return;
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true; // the trace id is a scope
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }

    /// <summary>Logs only warnings and errors, to stderr, so that stdout contains nothing but the output of the command.</summary>
    public static void LogWarningsToStandardError(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(null, LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
