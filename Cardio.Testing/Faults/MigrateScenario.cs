
namespace Cardio.Testing.Faults;

/// <summary>Eight processes migrate an empty database at the same time, repeatedly.</summary>
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
            foreach (var (code, output) in codes.Where(end => end.Code != 0))
                trial.Require(false, $"Round {round}: a process exited with code {code}: {output}");
            await using var connection = await trial.OpenAsync();
            var run = await Trial.NumberAsync(connection, "select count(*) from schema_version");
            var distinct = await Trial.NumberAsync(connection, "select count(distinct scriptname) from schema_version");
            trial.Require(
                run == scripts && distinct == scripts, $"Round {round}: {run} scripts ran, {distinct} distinct, of {scripts}.");
        }
        trial.Observe(
            $"{rounds} rounds of {Processes} processes on an empty database: each of the {scripts} scripts ran once, ",
            $"every process exited with code 0.");
    }
}
