using System.Globalization;
using System.Text;

namespace Cardio.Benchmarks.Dashboard;

/// <summary>How long each partial of the dashboard takes with few and with many assessments, asked in turns in one run.</summary>
internal static class DashboardReport
{
    private const int WarmUps = 4;
    private const double MostMilliseconds = 300;
    private const double MostRatio = 3;

    private static readonly string[] Paths = ["/dashboard", "/dashboard/quality", "/dashboard/value", "/dashboard/reliability", "/dashboard/models", "/dashboard/report"];

    private static readonly (string Name, string Query)[] Periods = [("30 days", ""), ("365 days", "?preset=last365")];

    /// <summary>Measures and writes the report.</summary>
    /// <param name="arguments"><c>--engine sqlite|postgres</c>, <c>--rows FEW,MANY</c>, <c>--rounds N</c>, <c>--keep FOLDER</c> for the databases.</param>
    /// <returns>Whether all is within the aims.</returns>
    public static async Task<bool> WriteAsync(string[] arguments)
    {
        var engine = Arguments.Value(arguments, "--engine") ?? "sqlite";
        int[] rows = [.. (Arguments.Value(arguments, "--rows") ?? "10000,1000000").Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var rounds = int.Parse(Arguments.Value(arguments, "--rounds") ?? "15", CultureInfo.InvariantCulture);

        using var databases = TrialDatabases.Create(engine, Arguments.Value(arguments, "--keep"));
        var sites = new List<TrialSite>();
        try
        {
            foreach (var count in rows)
            {
                var database = databases.Filled(string.Create(CultureInfo.InvariantCulture, $"demo{count}"),
                    empty => TrialSite.Run(empty, "demo", "--assessments", count.ToString(CultureInfo.InvariantCulture)));
                sites.Add(await TrialSite.ServeAsync(database));
                await sites[^1].SignInAsync("manager@cardio.example");
            }
            var times = await MeasureAsync(sites, rounds);
            var report = Report(engine, rows, rounds, times);
            var path = Path.Combine("Cardio.Benchmarks", "reports", $"dashboard-{engine}.md");
            await File.WriteAllTextAsync(path, report.Text.ReplaceLineEndings("\n"));
            Console.Write(report.Text);
            return report.IsGood;
        }
        finally
        {
            foreach (var site in sites) site.Dispose();
        }
    }

    private static async Task<Dictionary<string, List<double>[]>> MeasureAsync(List<TrialSite> sites, int rounds)
    {
        var times = new Dictionary<string, List<double>[]>();
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var path in Paths.SelectMany(path => Periods.Select(period => path + period.Query)))
            {
                for (var site = 0; site < sites.Count; site++)
                {
                    if (await sites[site].MillisecondsAsync(path) is not { } took) continue;
                    if (!times.TryGetValue(path, out var lists)) times[path] = lists = [.. sites.Select(_ => new List<double>())];
                    if (round >= 0) lists[site].Add(took);
                }
            }
        }
        return times;
    }

    private static (string Text, bool IsGood) Report(string engine, int[] rows, int rounds, Dictionary<string, List<double>[]> times)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Speed of the dashboard: {engine}

            Written by `dotnet run -c Release --project Cardio.Benchmarks -- dashboard --engine {engine}`; do not edit. Other work on the machine
            makes the figures worse, never better. The real site answers on this machine, {Environment.ProcessorCount} cores, one process for each database; each partial is asked as
            htmx does, {rounds} times after {WarmUps} to warm up, in turns between the databases. Medians of the time to the last byte, and in brackets the slowest.
            The assessments are those of the `demo` verb: 365 days, 12 doctors.

            | partial | period | {string.Join(" | ", rows.Select(count => $"{count.ToString("N0", CultureInfo.InvariantCulture)} assessments"))} | ratio | aims: {MostMilliseconds} ms, ratio {MostRatio} |
            |---|---|{string.Concat(rows.Select(_ => "---|"))}---|---|
            """);
        var isGood = true;
        foreach (var path in Paths)
        {
            foreach (var (name, query) in Periods)
            {
                if (!times.TryGetValue(path + query, out var lists)) continue;
                var medians = lists.Select(Medians.Compute).ToList();
                var ratio = medians[^1] / medians[0];
                var isWithin = medians[^1] <= MostMilliseconds && ratio <= MostRatio;
                isGood &= isWithin;
                var cells = lists.Select((list, i) => string.Create(CultureInfo.InvariantCulture, $"{medians[i]:F0} ms ({list.Max():F0})"));
                text.AppendLine(CultureInfo.InvariantCulture, $"| `{path}` | {name} | {string.Join(" | ", cells)} | {ratio:F2} | {(isWithin ? "within" : "missed")} |");
            }
        }
        return (text.ToString(), isGood);
    }
}
