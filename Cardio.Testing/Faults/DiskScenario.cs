using System.Diagnostics;
using System.Globalization;

namespace Cardio.Testing.Faults;

/// <summary>
/// Fills the disk of the database, a small tmpfs, and frees it again. If no tmpfs can be mounted, limits the file size of SQLite instead.
/// On PostgreSQL only the tables are on the disk: the server stops if its write-ahead log cannot be written.
/// </summary>
internal static class DiskScenario
{
    private const int Clients = 4;
    private const double Recovery = 5; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var disk = Directory.CreateTempSubdirectory("cardio-disk-").FullName;
        var isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={(trial.IsSqlite ? 24 : 48)}m,mode=777", "tmpfs", disk);
        if (!isMounted && !trial.IsSqlite)
        {
            Directory.Delete(disk);
            trial.Refusal = "A tmpfs cannot be mounted on this machine.";
            return;
        }
        try
        {
            await FillAsync(trial, disk, isMounted);
        }
        finally
        {
            trial.StopSites();
            if (!trial.IsSqlite) await DropAsync(trial);
            if (isMounted) Run("umount", disk);
            Directory.Delete(disk, recursive: true);
        }
    }

    private static async Task FillAsync(Trial trial, string disk, bool isMounted)
    {
        if (trial.IsSqlite) trial.Database = ("ConnectionStrings__Cardio", $"Data Source={disk}/cardio.db");
        else await MoveAsync(trial, disk);
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        await using (var load = new Load([site], key, Clients, acknowledged))
        {
            await Wait.UntilAsync(() => Task.FromResult(load.Answers.Count > 50), 20);
            var ballast = Path.Combine(disk, "ballast");
            var leave = trial.Count(full: 2_000_000, brief: 200_000);
            if (isMounted) Allocate(ballast, new DriveInfo(disk).AvailableFreeSpace - leave);
            else LimitFileSize(site, "65536");
            var full = await Wait.UntilAsync(
                () => Task.FromResult(load.Answers.Count(answer => answer.Status is not 201) >= 20), 120);
            trial.Require(full is not null, $"The disk did not fill: {AnswerTally.Format(load.Answers)}.");
            await Task.Delay(trial.Count(full: 5000, brief: 500));
            using var client = site.Client(key);
            var read = await client.MeasureAsync(HttpMethod.Get, "/assessments");
            trial.Require(read.Status == 200, $"A read with a full disk returned {read.Status}.");
            var before = acknowledged.Count;

            if (isMounted) File.Delete(ballast);
            else LimitFileSize(site, "unlimited");
            var resumed = await Wait.UntilAsync(() => Task.FromResult(acknowledged.Count > before + 20), 30);
            var seconds = resumed?.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "more than 30";
            trial.Require(resumed is { } took && trial.IsWithin(took, Recovery), $"Writes resumed after {seconds} s.");
            await load.StopAsync();
            trial.RequireStoredOrBusy(load.Answers);
            trial.Observe(
                $"Before, during and after a full disk: {AnswerTally.Format(load.Answers)}; reads continued; ",
                $"writes resumed {seconds} s after space was freed, in the same process.");
        }
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.Observe($"{acknowledged.Count} acknowledged, each stored once and unchanged; the audit trail verifies.");
    }

    private static async Task MoveAsync(Trial trial, string disk)
    {
        Run("chown", "postgres", disk);
        await using var connection = await trial.OpenAsync();
        await Trial.ExecuteAsync(connection, $"create tablespace small location '{disk}'");
        await Trial.ExecuteAsync(connection, "create database small tablespace small");
        trial.Database = (trial.Database.Name, trial.Database.Value.Replace("=cardio", "=small", StringComparison.Ordinal));
    }

    private static async Task DropAsync(Trial trial)
    {
        trial.Database = (trial.Database.Name, trial.Database.Value.Replace("=small", "=cardio", StringComparison.Ordinal));
        await using var connection = await trial.OpenAsync();
        await Trial.ExecuteAsync(connection, "drop database if exists small with (force)");
        await Trial.ExecuteAsync(connection, "drop tablespace if exists small");
    }

    /// <summary>Writes the given number of bytes, or less if the disk is full earlier because the site writes too.</summary>
    private static void Allocate(string file, long bytes)
    {
        using var stream = File.Create(file, bufferSize: 0);
        var block = new byte[65_536];
        try
        {
            for (var left = bytes; left > 0; left -= block.Length) stream.Write(block, 0, (int)Math.Min(left, block.Length));
        }
        catch (IOException)
        {
            // The disk is full, as intended.
        }
    }

    private static void LimitFileSize(SiteProcess site, string bytes)
    {
        if (!Run("prlimit", $"--pid={site.Id}", $"--fsize={bytes}:unlimited"))
            throw new InvalidOperationException("The file size of the site could not be limited.");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
