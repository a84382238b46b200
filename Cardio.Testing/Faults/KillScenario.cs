using System.Globalization;
using Npgsql;

namespace Cardio.Testing.Faults;

/// <summary>kill -9 in the middle of writes, again and again; on PostgreSQL now and then one of its backends, or the whole server, instead.</summary>
internal static class KillScenario
{
    private const int Programs = 8;
    private const double Ready = 5; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var kills = trial.Count(full: trial.IsSqlite ? 200 : 50, brief: trial.IsSqlite ? 2 : 3);
        var acknowledged = new Acknowledged();
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var slowest = TimeSpan.Zero;
        var (unheard, refused, servers, backends) = (0, 0, 0, 0);
        for (var kill = 1; kill <= kills; kill++)
        {
            await using (var load = new Load([site], key, Programs, acknowledged))
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
                unheard += load.Answers.Count(answer => answer.Status == 0);
                refused += load.Answers.Count(answer => answer.IsBusy);
                foreach (var answer in load.Answers.Where(answer => answer is not ({ Status: 0 or 201 } or { IsBusy: true })))
                    trial.Require(false, $"Kill {kill}: a post came to {answer.Status}: {answer.Body}");
            }
            if (site.HasEnded) site = trial.StartAt(site.Port);
            var took = (await site.ReadyAsync()).StartTook;
            if (took > slowest) slowest = took;
            trial.Require(trial.IsWithin(took, Ready), $"Kill {kill}: ready after {took.TotalSeconds:0.0} s.");
            await acknowledged.CompareAsync(trial);
            if (kill % 10 == 0) trial.VerifyAudit();
        }
        trial.VerifyAudit();
        trial.Require(acknowledged.Count > kills, $"Only {acknowledged.Count} were acknowledged.");
        trial.See($"{kills} kills ({kills - servers - backends} of the site, {servers} of the PostgreSQL server, {backends} of a PostgreSQL backend) with {Programs} programs writing.");
        trial.See($"{acknowledged.Count} assessments acknowledged, each there once and equal; {unheard} posts without an answer, {refused} answered 503.");
        trial.See($"Ready again after {slowest.TotalSeconds:0.0} s at most; the audit trail verified every 10 kills.");
    }

    private static async Task KillBackendAsync(Trial trial)
    {
        await using var connection = (NpgsqlConnection)await trial.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select pid from pg_stat_activity where backend_type = 'client backend' and datname = 'cardio' and pid <> pg_backend_pid() limit 1";
        if (await command.ExecuteScalarAsync() is { } pid) Shell.Signal(Convert.ToInt32(pid, CultureInfo.InvariantCulture), "KILL");
    }
}
