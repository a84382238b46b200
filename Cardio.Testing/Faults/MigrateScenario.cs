
namespace Cardio.Testing.Faults;

/// <summary>Eight processes migrate an empty database at once, again and again.</summary>
internal static class MigrateScenario
{
    private const int Processes = 8;

    public static async Task RunAsync(Trial trial)
    {
        var rounds = trial.Count(full: 50, brief: 1);
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "Cardio.Site", "Data", "Migrations", trial.Engine), "*.sql").Length;
        for (var round = 0; round < rounds; round++)
        {
            trial.Database = trial.Databases.Filled($"migrate{round}", _ => { });
            var codes = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => Task.Run(() => trial.Run("migrate"))));
            foreach (var (code, output) in codes.Where(end => end.Code != 0)) trial.Require(false, $"Round {round}: a process ended with {code}: {output}");
            await using var connection = await trial.OpenAsync();
            var (run, distinct) = (await Trial.NumberAsync(connection, "select count(*) from schema_version"), await Trial.NumberAsync(connection, "select count(distinct scriptname) from schema_version"));
            trial.Require(run == scripts && distinct == scripts, $"Round {round}: {run} scripts ran, {distinct} different ones, of {scripts}.");
        }
        trial.See($"{rounds} rounds of {Processes} processes on an empty database: each of the {scripts} scripts once, every process ended with 0.");
    }
}
