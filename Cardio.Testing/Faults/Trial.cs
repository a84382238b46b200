using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Testing.Faults;

/// <summary>One run of a scenario on one engine: its database, its processes and its results.</summary>
internal sealed class Trial : IDisposable
{
    /// <summary>Factor on time limits of the short form, because other tests share the processors in CI.</summary>
    private const double ShortFormTolerance = 4;

    // With real password hashes, the demo accounts of each database would cost a second of processor time.
    private static readonly (string, string)[] CheapPasswords = [("Accounts__PasswordHashIterations", "1")];

    private readonly List<SiteProcess> _sites = [];
    private int _commands;
    private readonly List<string> _observations = [];
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

    /// <summary>Temporary folder of the scenario.</summary>
    public string Folder { get; }

    public TrialDatabases Databases { get; }

    /// <summary>Setting that names the database.</summary>
    public (string Name, string Value) Database { get; set; }

    public IReadOnlyList<string> Observations => _observations;

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reason why the scenario cannot run on this machine, or null.</summary>
    public string? Refusal { get; set; }

    /// <summary>Selects a count for the full or the short form.</summary>
    public int Count(int full, int brief) => IsShort ? brief : full;

    /// <summary>Returns whether a duration is within its limit, which is longer in the short form.</summary>
    public bool IsWithin(TimeSpan took, double seconds) => took.TotalSeconds <= seconds * (IsShort ? ShortFormTolerance : 1);

    /// <summary>Adds a sentence to the report.</summary>
    /// <param name="parts">Parts of the sentence, which are joined without a separator.</param>
    public void Observe(params FormattableString[] parts)
    {
        _observations.Add(string.Concat(parts.Select(FormattableString.Invariant)));
        if (!IsShort) Console.WriteLine($"  {_observations[^1]}");
    }

    /// <summary>Records a failure if a condition does not hold.</summary>
    public void Require(bool condition, FormattableString failure)
    {
        if (condition) return;
        lock (_faults)
        {
            if (_faults.Count > 20) return; // the first failures suffice
            _faults.Add(FormattableString.Invariant(failure));
            Console.Error.WriteLine($"  FAULT: {_faults[^1]}");
        }
    }

    /// <summary>Requires that every response is 201, or 503 with <c>Retry-After</c>.</summary>
    public void RequireStoredOrBusy(IReadOnlyCollection<Answer> answers)
    {
        var unexpected = answers.FirstOrDefault(answer => answer is not { Status: 201 } and not { IsBusy: true });
        Require(unexpected is null, $"{AnswerTally.Format(answers)}: {unexpected?.Body}");
    }

    /// <summary>Starts the site on the database.</summary>
    public SiteProcess Start(params (string Name, string Value)[] settings) => StartAt(Ports.Free(), settings);

    /// <summary>Starts the site on a given port, such as that of an ended process.</summary>
    public SiteProcess StartAt(int port, params (string Name, string Value)[] settings)
    {
        var site = SiteProcess.StartTrial(
            port, Path.Combine(Folder, $"site-{_sites.Count}.log"), [Database, .. IsShort ? CheapPasswords : [], .. settings], []);
        _sites.Add(site);
        return site;
    }

    /// <summary>Stops the sites that are still running.</summary>
    public void StopSites()
    {
        foreach (var site in _sites) site.Dispose();
    }

    /// <summary>Runs a command on the database and waits for its exit.</summary>
    public (int Code, string Output) Run(params string[] command)
    {
        var log = Path.Combine(Folder, $"command-{Interlocked.Increment(ref _commands)}.log");
        using var process = SiteProcess.StartTrial(Ports.Free(), log, [Database], command);
        var code = process.TryEndAsync(TimeSpan.FromMinutes(5)).GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"The command {string.Join(' ', command)} does not exit.");
        return (code, File.ReadAllText(log).Trim());
    }

    /// <summary>Creates an API key of the demo doctor; the site must have run on the database before.</summary>
    public string Key(params string[] scopes)
    {
        string[] chosen = scopes is [] ? ["assessments"] : scopes;
        var (code, output) = Run(["key", "create", "--owner", "doctor@cardio.example", "--scope", .. chosen]);
        return code == 0 ? output.Split('\n')[^1] : throw new InvalidOperationException($"No key was created: {output}");
    }

    /// <summary>Verifies the audit trail with the operator command.</summary>
    public void VerifyAudit()
    {
        var (code, output) = Run("audit", "verify");
        Require(code == 0, $"audit verify: {output}");
    }

    /// <summary>Opens a connection that does not use code of the site.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsSqlite
            ? new SqliteConnection($"{Database.Value};Pooling=False;Default Timeout=30")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Value) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Executes a statement.</summary>
    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Returns the number that a query selects.</summary>
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
            foreach (var log in _sites.TakeLast(2).Select(site => site.Log!).Where(File.Exists))
            {
                var lines = File.ReadLines(log).TakeLast(6).Select(line => line[..Math.Min(line.Length, 400)]);
                Console.Error.WriteLine(string.Join('\n', lines));
            }
        }
        Databases.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
