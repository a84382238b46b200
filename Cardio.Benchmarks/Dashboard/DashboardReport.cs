using System.Globalization;
using System.Text;

namespace Cardio.Benchmarks.Dashboard;

/// <summary>Measures the response time of each dashboard partial, alternating between a small and a large database.</summary>
internal static class DashboardReport
{
    private const int WarmUps = 4;
    private const double MaximumMilliseconds = 300;
    private const double MaximumRatio = 3;

    private static readonly string[] Paths =
    [
        "/dashboard", "/dashboard/quality", "/dashboard/value", "/dashboard/reliability", "/dashboard/models", "/dashboard/report",
    ];

    private static readonly (string Name, string Query)[] Periods = [("30 days", ""), ("365 days", "?preset=last365")];

    /// <summary>Measures and writes the report.</summary>
    /// <param name="arguments">
    /// <c>--engine sqlite|postgres</c>, <c>--rows FEW,MANY</c>, <c>--rounds N</c>, <c>--keep FOLDER</c> to keep the databases.
    /// </param>
    /// <returns>Whether every target is met.</returns>
    public static async Task<bool> WriteAsync(string[] arguments)
    {
        var engine = Arguments.Value(arguments, "--engine") ?? "sqlite";
        var counts = (Arguments.Value(arguments, "--rows") ?? "10000,1000000").Split(',');
        int[] rows = [.. counts.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
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
                    if (await sites[site].MillisecondsAsync(path) is not { } milliseconds) continue;
                    if (!times.TryGetValue(path, out var lists)) times[path] = lists = [.. sites.Select(_ => new List<double>())];
                    if (round >= 0) lists[site].Add(milliseconds);
                }
            }
        }
        return times;
    }

    private static (string Text, bool IsGood) Report(string engine, int[] rows, int rounds, Dictionary<string, List<double>[]> times)
    {
        var text = new StringBuilder();
        var headings = rows.Select(count => $"{count.ToString("N0", CultureInfo.InvariantCulture)} assessments");
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Speed of the dashboard: {engine}

            Written by `dotnet run -c Release --project Cardio.Benchmarks -- dashboard --engine {engine}`; do not edit. Other load on the
            machine can only make the figures worse. The real site runs on this machine with {Environment.ProcessorCount} cores, one
            process per database. Each partial is requested as htmx does, {rounds} times after {WarmUps} warm-up requests, alternating
            between the databases. Figures are medians of the time to the last byte, with the slowest in brackets.
            The assessments come from the `demo` command: 365 days, 12 doctors.

            | partial | period | {string.Join(" | ", headings)} | ratio | targets: {MaximumMilliseconds} ms, ratio {MaximumRatio} |
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
                var isWithin = medians[^1] <= MaximumMilliseconds && ratio <= MaximumRatio;
                isGood &= isWithin;
                var cells = lists.Select((list, i) => string.Create(CultureInfo.InvariantCulture, $"{medians[i]:F0} ms ({list.Max():F0})"));
                var verdict = isWithin ? "met" : "missed";
                text.AppendLine(
                    CultureInfo.InvariantCulture, $"| `{path}` | {name} | {string.Join(" | ", cells)} | {ratio:F2} | {verdict} |");
            }
        }
        return (text.ToString(), isGood);
    }
}
