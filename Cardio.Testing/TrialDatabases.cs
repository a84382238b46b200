namespace Cardio.Testing;

/// <summary>Databases of one engine: SQLite files, or databases of a PostgreSQL server started for them.</summary>
internal sealed class TrialDatabases : IDisposable
{
    private readonly string _folder;
    private readonly bool _isKept;
    private readonly PostgresServer? _server;

    private TrialDatabases(string engine, string? folder)
    {
        _isKept = folder is not null;
        _folder = folder is null
            ? Directory.CreateTempSubdirectory("cardio-trial-").FullName
            : Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), engine)).FullName;
        if (engine == "postgres") _server = new(_folder);
    }

    /// <summary>Starts the database server if the engine needs one.</summary>
    /// <param name="engine"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="folder">Folder that keeps the databases for the next run, or null to delete them at the end.</param>
    public static TrialDatabases Create(string engine, string? folder) => new(engine, folder);

    /// <summary>Returns the site's setting for a database; fills a new database.</summary>
    public (string Name, string Value) Filled(string name, Action<(string Name, string Value)> fill)
    {
        var (mark, database) = (Path.Combine(_folder, $"{name}.filled"), Named(name));
        if (File.Exists(mark)) return database;
        _server?.CreateDatabase(name);
        fill(database);
        File.WriteAllText(mark, "");
        return database;
    }

    /// <inheritdoc cref="PostgresServer.Restart"/>
    public void Restart(string mode) => _server!.Restart(mode);

    /// <inheritdoc cref="PostgresServer.KillAndStart"/>
    public void KillAndStart() => _server!.KillAndStart();

    public void Dispose()
    {
        _server?.Dispose();
        if (!_isKept) Directory.Delete(_folder, recursive: true);
    }

    private (string Name, string Value) Named(string name) => _server is null
        ? ("ConnectionStrings__Cardio", $"Data Source={Path.Combine(_folder, $"{name}.db")}")
        : ("DATABASE_URL", _server.AddressOf(name));
}
