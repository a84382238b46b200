using Cardio.Benchmarks.Dashboard;

namespace Cardio.Benchmarks.Load;

/// <summary>The partials of the dashboard, which have a report of their own.</summary>
internal static class DashboardPart
{
    /// <summary>Names their report; where nothing but some parts are run, writes it anew.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var engine = trial.Options.Engine;
        trial.Say($"""

            ## d. Partials of the dashboard at 10,000 and 1,000,000 assessments

            [`dashboard-{engine}.md`](dashboard-{engine}.md), written anew by `dotnet run -c Release --project Cardio.Benchmarks -- dashboard --engine {engine}`, or `-- load --engine {engine} --only d`.
            """);
        if (trial.Options.Parts is not null && !await DashboardReport.WriteAsync(["--engine", engine])) trial.Miss();
    }
}
