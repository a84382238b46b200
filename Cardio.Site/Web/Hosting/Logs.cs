using Microsoft.Extensions.Logging.Console;

namespace Cardio.Site.Web.Hosting;

internal static class Logs
{
    /// <summary>
    /// Adds logs for machines outside Development. Of all scopes only the trace id is written: the framework's own hold the address that
    /// was asked for, and an address can be a one-time link.
    /// </summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = false);
        if (builder.Environment.IsDevelopment()) return;
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true; // the trace id is one
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }

    /// <summary>A command's output is its own; what goes wrong meanwhile stands on stderr.</summary>
    public static void OnlyWarnOnStderr(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(null, LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
