using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;

namespace Cardio.Site.Data.Connections;

/// <summary>Configures Dapper to convert values alike for both databases; once per process.</summary>
internal static class DapperSetup
{
    /// <summary>The format of an instant in SQLite.</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly Lock Gate = new();
    private static bool _applied;

    public static void Apply()
    {
        lock (Gate)
        {
            if (_applied) return;
            // Otherwise a snake_case column silently leaves its property at the default.
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            Register(new UtcHandler());
            Register(new GuidHandler());
            Register(new DayHandler());
            _applied = true;
        }
    }

    /// <summary>Registers a handler. The built-in mapping is removed first, because it would take precedence for parameters.</summary>
    private static void Register<T>(SqlMapper.TypeHandler<T> handler)
        where T : struct
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.RemoveTypeMap(typeof(T?));
        SqlMapper.AddTypeHandler(handler);
    }

    /// <summary>
    /// Instants in UTC with microseconds: <c>timestamptz</c> on PostgreSQL, ISO 8601 text of fixed width on SQLite, which sorts by time.
    /// </summary>
    private sealed class UtcHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
            string text => DateTimeOffset.ParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ => throw new DataException($"Cannot read an instant from {value.GetType()}."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is NpgsqlParameter
                ? value.UtcDateTime
                : value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);
    }

    /// <summary>Identifiers: <c>uuid</c> on PostgreSQL, lower-case text on SQLite.</summary>
    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override Guid Parse(object value) => value is Guid id ? id : Guid.Parse((string)value);

        public override void SetValue(IDbDataParameter parameter, Guid value) =>
            parameter.Value = parameter is NpgsqlParameter ? value : value.ToString("D");
    }

    /// <summary>Dates: ISO 8601 text on both.</summary>
    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        private const string Format = "yyyy-MM-dd";

        public override DateOnly Parse(object value) => DateOnly.ParseExact((string)value, Format, CultureInfo.InvariantCulture);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = value.ToString(Format, CultureInfo.InvariantCulture);
    }
}
