using System.Globalization;
using Cardio.Testing.Faults;

namespace Cardio.Benchmarks;

/// <summary>Runs fault scenarios from the command line and replaces their rows in the report; other rows stay.</summary>
internal static class FaultReport
{
    private const string Head =
        """
        # Faults

        Results of the scenarios in `Cardio.Testing/Faults`. Each runs the built site as a separate process with its own database.
        Each row is written by

        ```
        dotnet build -c Release Cardio.Site
        dotnet run -c Release --project Cardio.Benchmarks -- faults [NAME] [--engine sqlite|postgres]
        ```

        | Scenario | Engine | Result | Observations | Seconds | Date and machine |
        |---|---|---|---|---|---|
        """;

    /// <summary>Runs the selected scenarios.</summary>
    /// <param name="arguments">
    /// <c>NAME</c>, default all; <c>--engine sqlite|postgres</c>, default both; <c>--short</c> for few rounds without a report.
    /// </param>
    /// <returns>Whether all passed.</returns>
    public static async Task<bool> RunAsync(string[] arguments)
    {
        var isShort = arguments.Contains("--short");
        string[] engines = Arguments.Value(arguments, "--engine") is { } named ? [named] : ["sqlite", "postgres"];
        var name = arguments is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : null;
        var chosen = Scenarios.All.Where(scenario => name is null || scenario.Name == name).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync($"The scenarios are: {string.Join(", ", Scenarios.All.Select(scenario => scenario.Name))}.");
            return false;
        }
        var isGood = true;
        var runs = chosen.SelectMany(scenario => engines
            .Where(engine => engine == "postgres" || !scenario.IsOfPostgres)
            .Select(engine => (scenario, engine)));
        foreach (var (scenario, engine) in runs)
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
        var rows = File.Exists(path)
            ? File.ReadLines(path).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList()
            : [];
        var start = $"| {result.Scenario} | {result.Engine} |";
        rows.RemoveAll(row => row.StartsWith(start, StringComparison.Ordinal));
        rows.Add(Row(result));
        var order = Scenarios.All.Select(scenario => scenario.Name).ToList();
        var sorted = rows.OrderBy(row => order.IndexOf(row.Split(" | ")[0][2..]))
            .ThenByDescending(row => row.Split(" | ")[1], StringComparer.Ordinal);
        await File.WriteAllTextAsync(path, $"{Head}\n{string.Join('\n', sorted)}\n");
    }

    private static string Row(FaultResult result)
    {
        var verdict = result.Refusal is not null ? "not run" : result.Faults.Count == 0 ? "passed" : "**failed**";
        string[] sentences =
        [
            .. result.Faults.Take(3).Select(fault => $"**{fault}**"),
            .. result.Observations,
            .. result.Refusal is { } refusal ? [refusal] : Array.Empty<string>(),
        ];
        var observations = string.Join(" ", sentences).Replace('|', '/').ReplaceLineEndings(" ");
        var machine = string.Create(
            CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors");
        var seconds = result.Took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return $"| {result.Scenario} | {result.Engine} | {verdict} | {observations} | {seconds} | {machine} |";
    }
}
