using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Support;

/// <summary>Collects every log entry of the site, at every level, with its parameters.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {Parts(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {Parts(state)} {exception}");

        private static string Parts<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> parts
            ? string.Join(' ', parts.Select(part => $"{part.Key}={part.Value}"))
            : "";
    }
}
