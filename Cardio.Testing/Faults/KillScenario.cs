using System.Globalization;
using Npgsql;

namespace Cardio.Testing.Faults;

/// <summary>Kills the site repeatedly with SIGKILL during writes; on PostgreSQL also a backend or the whole server.</summary>
internal static class KillScenario
{
    private const int Clients = 8;
    private const double MaximumStartTime = 5; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var kills = trial.Count(full: trial.IsSqlite ? 200 : 50, brief: trial.IsSqlite ? 2 : 3);
        var acknowledged = new Acknowledged();
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var slowest = TimeSpan.Zero;
        var (unanswered, rejected, servers, backends) = (0, 0, 0, 0);
        for (var kill = 1; kill <= kills; kill++)
        {
            await using (var load = new Load([site], key, Clients, acknowledged))
            {
                await Wait.UntilAsync(() => Task.FromResult(load.Answers.Any(answer => answer.Status == 201)), 30);
                await Task.Delay(Random.Shared.Next(500));
                switch (trial.IsSqlite ? 0 : kill % 5)
                {
                    case 2: await KillBackendAsync(trial); backends++; break;
                    case 3: trial.Databases.KillAndStart(); servers++; break;
                    default: site.Kill(); break;
                }
                await load.StopAsync();
                unanswered += load.Answers.Count(answer => answer.Status == 0);
                rejected += load.Answers.Count(answer => answer.IsBusy);
                foreach (var answer in load.Answers.Where(answer => answer is not ({ Status: 0 or 201 } or { IsBusy: true })))
                    trial.Require(false, $"Kill {kill}: a post returned {answer.Status}: {answer.Body}");
            }
            if (site.HasEnded) site = trial.StartAt(site.Port);
            var took = (await site.ReadyAsync()).StartTook;
            if (took > slowest) slowest = took;
            trial.Require(trial.IsWithin(took, MaximumStartTime), $"Kill {kill}: ready after {took.TotalSeconds:0.0} s.");
            await acknowledged.CompareAsync(trial);
            if (kill % 10 == 0) trial.VerifyAudit();
        }
        trial.VerifyAudit();
        trial.Require(acknowledged.Count > kills, $"Only {acknowledged.Count} assessments were acknowledged.");
        trial.Observe(
            $"{kills} kills ({kills - servers - backends} of the site, {servers} of the PostgreSQL server, {backends} of a PostgreSQL ",
            $"backend) while {Clients} clients were writing.");
        trial.Observe(
            $"{acknowledged.Count} assessments acknowledged, each stored once and unchanged; ",
            $"{unanswered} posts without a response, {rejected} answered with 503.");
        trial.Observe($"Ready again after at most {slowest.TotalSeconds:0.0} s; the audit trail was verified every 10 kills.");
    }

    private static async Task KillBackendAsync(Trial trial)
    {
        await using var connection = (NpgsqlConnection)await trial.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            select pid from pg_stat_activity
            where backend_type = 'client backend' and datname = 'cardio' and pid <> pg_backend_pid()
            limit 1
            """;
        if (await command.ExecuteScalarAsync() is { } pid)
            Shell.Signal(Convert.ToInt32(pid, CultureInfo.InvariantCulture), "KILL");
    }
}
