using System.Globalization;
using Cardio.Testing.Faults;

namespace Cardio.Benchmarks;

/// <summary>Runs scenarios from the command line and writes what came of each into its row of the report; the other rows stay.</summary>
internal static class FaultReport
{
    private const string Head =
        """
        # Faults

        What each scenario of `Cardio.Benchmarks/Faults` came to, against the built site as a process of its own and a database of its own. Made, row by row, by

        ```
        dotnet build -c Release Cardio.Site
        dotnet run -c Release --project Cardio.Benchmarks -- faults [NAME] [--engine sqlite|postgres]
        ```

        | Scenario | Engine | Came to | What was seen | Seconds | When and where |
        |---|---|---|---|---|---|
        """;

    /// <summary>Runs what is asked for.</summary>
    /// <param name="arguments"><c>NAME</c>, else all; <c>--engine sqlite|postgres</c>, else both; <c>--short</c> for few rounds, which leave the report alone.</param>
    /// <returns>Whether all passed.</returns>
    public static async Task<bool> RunAsync(string[] arguments)
    {
        var isShort = arguments.Contains("--short");
        string[] engines = Arguments.Value(arguments, "--engine") is { } named ? [named] : ["sqlite", "postgres"];
        var name = arguments is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : null;
        var chosen = Scenarios.All.Where(one => name is null || one.Name == name).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync($"The scenarios are: {string.Join(", ", Scenarios.All.Select(one => one.Name))}.");
            return false;
        }
        var isGood = true;
        foreach (var (scenario, engine) in chosen.SelectMany(one => engines.Where(engine => engine == "postgres" || !one.IsOfPostgres).Select(engine => (one, engine))))
        {
            Console.WriteLine($"{scenario.Name} on {engine}");
            var result = await Scenarios.RunAsync(scenario.Name, engine, isShort);
            isGood &= result is { Refusal: null, Faults: [] };
            Console.WriteLine(Row(result));
            if (!isShort) await WriteAsync(result);
        }
        return isGood;
    }

    private static async Task WriteAsync(FaultResult result)
    {
        var path = Path.Combine(Repository.Root, "Cardio.Benchmarks", "reports", "faults.md");
        var rows = File.Exists(path) ? File.ReadLines(path).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList() : [];
        var start = $"| {result.Scenario} | {result.Engine} |";
        rows.RemoveAll(row => row.StartsWith(start, StringComparison.Ordinal));
        rows.Add(Row(result));
        var order = Scenarios.All.Select(one => one.Name).ToList();
        await File.WriteAllTextAsync(path, $"{Head}\n{string.Join('\n', rows.OrderBy(row => order.IndexOf(row.Split(" | ")[0][2..])).ThenByDescending(row => row.Split(" | ")[1], StringComparer.Ordinal))}\n");
    }

    private static string Row(FaultResult result)
    {
        var came = result.Refusal is not null ? "not run" : result.Faults.Count == 0 ? "passed" : "**failed**";
        var seen = string.Join(" ", [.. result.Faults.Take(3).Select(fault => $"**{fault}**"), .. result.Seen, .. result.Refusal is { } refusal ? [refusal] : Array.Empty<string>()]).Replace('|', '/').ReplaceLineEndings(" ");
        return string.Create(CultureInfo.InvariantCulture,
            $"| {result.Scenario} | {result.Engine} | {came} | {seen} | {result.Took.TotalSeconds:0} | {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors |");
    }
}
