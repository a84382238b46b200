using System.Diagnostics;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Npgsql;

namespace Cardio.Site.Tests.Processes;

/// <summary>A restored copy contains the patients, and its audit trail is valid.</summary>
public sealed class BackupTests
{
    private static readonly Dictionary<string, string?> Trial = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
    };

    [Fact]
    public async Task A_copy_taken_during_writes_is_complete()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, Trial).ReadyAsync();
        var stored = 0;
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(site, () => stored++, stop.Token);
        while (stored < 3) await Task.Delay(20, TestContext.Current.CancellationToken);

        var copy = Path.Combine(Path.GetTempPath(), $"cardio_{Guid.NewGuid():N}.db");
        var before = stored;
        await using (var backup = SiteProcess.Start(database, Trial, "backup", "--out", copy))
            Assert.True(await backup.EndAsync() == 0, backup.Errors);
        await using (var again = SiteProcess.Start(database, Trial, "backup", "--out", copy))
            Assert.Equal(1, await again.EndAsync()); // never overwrites a file
        await stop.CancelAsync();
        await writing;
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));

        await using var restored = TestDatabase.At(copy);
        await VerifyAsync(restored, before);
    }

    [Fact]
    public async Task A_PostgreSQL_dump_restores_to_another_database()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await using var site = await SiteProcess.Start(database, Trial).ReadyAsync();
        var stored = 0;
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(site, () => stored++, stop.Token);
        while (stored < 3) await Task.Delay(20, TestContext.Current.CancellationToken);
        var before = stored;

        await using var restored = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        var file = Path.GetTempFileName();
        Run("pg_dump", "--format=custom", $"--file={file}", Url(database));
        Run("pg_restore", "--no-owner", "--exit-on-error", $"--dbname={Url(restored)}", file);
        File.Delete(file);
        await stop.CancelAsync();
        await writing;
        await VerifyAsync(restored, before);
    }

    private static async Task WriteAsync(SiteProcess site, Action count, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        var doctor = new Visitor(http, "en");
        using (await doctor.PostAsync("/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = "cardio-demo-password" }))
        {
        }
        while (!stop.IsCancellationRequested)
        {
            using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
            response.EnsureSuccessStatusCode();
            count();
        }
    }

    private static async Task VerifyAsync(TestDatabase restored, int atLeast)
    {
        await using var verify = SiteProcess.Start(restored, Trial, "audit", "verify");
        Assert.True(await verify.EndAsync() == 0, verify.Errors);
        Assert.Contains("all in order", verify.Output, StringComparison.Ordinal);
        await using var connection = await restored.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.InRange(await connection.ExecuteScalarAsync<int>("select count(*) from assessment"), atLeast, int.MaxValue);
        Assert.InRange(await connection.ExecuteScalarAsync<int>("select count(*) from audit_event"), 1, int.MaxValue);
        await using var site = await SiteProcess.Start(restored, Trial).ReadyAsync(); // decrypts its keys
    }

    private static string Url(TestDatabase database)
    {
        var parts = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString);
        return $"postgresql://{parts.Username}:{parts.Password}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static void Run(string apiClient, params string[] arguments)
    {
        var start = new ProcessStartInfo(PostgresServer.Program(apiClient), arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
