using System.Net;
using System.Text.RegularExpressions;
using Cardio.Site.Data.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cardio.Site.Commands;

/// <summary>What is wrong with the settings or with what they name, in a sentence a fault: who runs the site reads that, not a stack trace.</summary>
internal static partial class StartupErrors
{
    /// <summary>Ends the process with 1 and the sentence on stderr where such a fault stops it; other faults stay the runtime's.</summary>
    public static void TellInASentence() => AppDomain.CurrentDomain.UnhandledException += (_, fault) =>
    {
        if (Format((Exception)fault.ExceptionObject) is not { } sentence) return;
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
    };

    /// <summary>The sentence, or null where the fault is none of the settings.</summary>
    internal static string? Format(Exception fault) => fault switch
    {
        SettingException => fault.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        AggregateException many when many.InnerExceptions.Select(Format).ToList() is var all && !all.Contains(null) => string.Join(Environment.NewLine, all),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => Unreadable(fault.Message),
        NpgsqlException => $"DATABASE_URL: the database does not serve: {fault.Message}",
        SqliteException => $"ConnectionStrings__Cardio: the database does not serve: {fault.Message}",
        IOException { InnerException: AddressInUseException } => $"PORT: {fault.Message}",
        HttpListenerException => $"Telemetry__PrometheusPort: {fault.Message}",
        InvalidOperationException { InnerException: { } inner } => Format(inner),
        _ => null,
    };

    /// <summary>The binder's message carries the value too, which is nobody's business here.</summary>
    private static string Unreadable(string message) => Place().Match(message) is { Success: true } match
        ? $"{match.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal)} cannot be read as a {match.Groups["type"].Value}."
        : message;

    [GeneratedRegex(@"at '(?<name>[^']+)' to type '(System\.)?(Nullable`1\[System\.)?(?<type>\w+)")]
    private static partial Regex Place();
}
