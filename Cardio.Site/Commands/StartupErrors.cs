using System.Net;
using System.Text.RegularExpressions;
using Cardio.Site.Data.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cardio.Site.Commands;

/// <summary>Reports configuration errors as one sentence each instead of a stack trace.</summary>
internal static partial class StartupErrors
{
    /// <summary>
    /// Makes an unhandled configuration error end the process with exit code 1 and its sentence on stderr.
    /// The runtime reports all other exceptions.
    /// </summary>
    public static void ReportUnhandled() => AppDomain.CurrentDomain.UnhandledException += (_, args) =>
    {
        if (Format((Exception)args.ExceptionObject) is not { } sentence) return;
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
    };

    /// <summary>Formats a configuration error; null for any other exception.</summary>
    internal static string? Format(Exception error) => error switch
    {
        SettingException => error.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        AggregateException many when many.InnerExceptions.Select(Format).ToList() is var all && !all.Contains(null) =>
            string.Join(Environment.NewLine, all),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => FormatBinding(error.Message),
        NpgsqlException => $"DATABASE_URL: the database is unavailable: {error.Message}",
        SqliteException => $"ConnectionStrings__Cardio: the database is unavailable: {error.Message}",
        IOException { InnerException: AddressInUseException } => $"PORT: {error.Message}",
        HttpListenerException => $"Telemetry__PrometheusPort: {error.Message}",
        InvalidOperationException { InnerException: { } inner } => Format(inner),
        _ => null,
    };

    /// <summary>Rewrites the binder's message without the value, which may be a secret.</summary>
    private static string FormatBinding(string message) => Place().Match(message) is { Success: true } match
        ? $"{match.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal)} cannot be read as a {match.Groups["type"].Value}."
        : message;

    [GeneratedRegex(@"at '(?<name>[^']+)' to type '(System\.)?(Nullable`1\[System\.)?(?<type>\w+)")]
    private static partial Regex Place();
}
