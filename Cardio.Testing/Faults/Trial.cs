using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Testing.Faults;

/// <summary>One run of a scenario on one engine: its database, the processes it starts, and what was seen.</summary>
internal sealed class Trial : IDisposable
{
    /// <summary>How much longer the short form may take: in CI other tests use the same processors.</summary>
    private const double ShortPatience = 4;

    // The demo accounts of each new database cost a second of a processor else.
    private static readonly (string, string)[] CheapPasswords = [("Accounts__PasswordHashIterations", "1")];

    private readonly List<SiteProcess> _sites = [];
    private int _verbs;
    private readonly List<string> _seen = [];
    private readonly List<string> _faults = [];

    public Trial(string engine, bool isShort, string? folder = null)
    {
        (Engine, IsShort) = (engine, isShort);
        Folder = Directory.CreateTempSubdirectory("cardio-faults-").FullName;
        Databases = TrialDatabases.Create(engine, folder);
        Database = Databases.Filled("cardio", _ => { });
    }

    public string Engine { get; }

    public bool IsSqlite => Engine == "sqlite";

    public bool IsShort { get; }

    /// <summary>For files of the scenario; gone at the end.</summary>
    public string Folder { get; }

    public TrialDatabases Databases { get; }

    /// <summary>The site's setting for the database.</summary>
    public (string Name, string Value) Database { get; set; }

    public IReadOnlyList<string> Seen => _seen;

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What this machine refuses, where the scenario cannot run here.</summary>
    public string? Refusal { get; set; }

    /// <summary>Times that something is done in the long and in the short form.</summary>
    public int Count(int full, int brief) => IsShort ? brief : full;

    /// <summary>Whether something was done within its limit.</summary>
    public bool IsWithin(TimeSpan took, double seconds) => took.TotalSeconds <= seconds * (IsShort ? ShortPatience : 1);

    /// <summary>Keeps a sentence for the report.</summary>
    public void See(FormattableString sentence)
    {
        _seen.Add(FormattableString.Invariant(sentence));
        if (!IsShort) Console.WriteLine($"  {_seen[^1]}");
    }

    /// <summary>Keeps a sentence about what must hold and does not.</summary>
    public void Require(bool holds, FormattableString otherwise)
    {
        if (holds) return;
        lock (_faults)
        {
            if (_faults.Count > 20) return; // the first ones tell enough
            _faults.Add(FormattableString.Invariant(otherwise));
            Console.Error.WriteLine($"  FAULT: {_faults[^1]}");
        }
    }

    /// <summary>Starts the site over the database.</summary>
    public SiteProcess Start(params (string Name, string Value)[] settings) => StartAt(Ports.Free(), settings);

    /// <summary>The same on a port, as after an end.</summary>
    public SiteProcess StartAt(int port, params (string Name, string Value)[] settings)
    {
        var site = SiteProcess.StartTrial(
            port, Path.Combine(Folder, $"site-{_sites.Count}.log"), [Database, .. IsShort ? CheapPasswords : [], .. settings], []);
        _sites.Add(site);
        return site;
    }

    /// <summary>Ends the sites that still run.</summary>
    public void StopSites()
    {
        foreach (var site in _sites) site.Dispose();
    }

    /// <summary>Runs a verb over the database to its end.</summary>
    public (int Code, string Output) Run(params string[] verb)
    {
        var log = Path.Combine(Folder, $"verb-{Interlocked.Increment(ref _verbs)}.log");
        using var process = SiteProcess.StartTrial(Ports.Free(), log, [Database], verb);
        return (process.TryEndAsync(TimeSpan.FromMinutes(5)).GetAwaiter().GetResult() ?? throw new InvalidOperationException("The verb does not end."), File.ReadAllText(log).Trim());
    }

    /// <summary>A new key of the demo doctor; the site must have run on the database.</summary>
    public string Key(params string[] scopes)
    {
        var (code, output) = Run(["key", "create", "--owner", "doctor@cardio.example", "--scope", .. scopes is [] ? ["assessments"] : scopes]);
        return code == 0 ? output.Split('\n')[^1] : throw new InvalidOperationException($"No key was made: {output}");
    }

    /// <summary>Verifies the trail as the operator does.</summary>
    public void VerifyAudit()
    {
        var (code, output) = Run("audit", "verify");
        Require(code == 0, $"audit verify: {output}");
    }

    /// <summary>A connection of the trial's own, which knows nothing of the site's code.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsSqlite
            ? new SqliteConnection($"{Database.Value};Pooling=False;Default Timeout=30")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Value) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a statement of the trial's own.</summary>
    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A number that a query gives.</summary>
    public static async Task<long> NumberAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        StopSites();
        if (_faults.Count > 0)
        {
            foreach (var log in _sites.TakeLast(2).Select(site => site.Log!).Where(File.Exists)) Console.Error.WriteLine(string.Join('\n', File.ReadLines(log).TakeLast(6).Select(line => line[..Math.Min(line.Length, 400)])));
        }
        Databases.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
