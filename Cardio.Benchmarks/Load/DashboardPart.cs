using Cardio.Benchmarks.Dashboard;

namespace Cardio.Benchmarks.Load;

/// <summary>Refers to the separate report of the dashboard partials.</summary>
internal static class DashboardPart
{
    /// <summary>Links the dashboard report; writes it if the parts to run were selected explicitly.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var engine = trial.Options.Engine;
        trial.Report($"""

            ## d. Partials of the dashboard at 10,000 and 1,000,000 assessments

            See [`dashboard-{engine}.md`](dashboard-{engine}.md). To update it, run
            `dotnet run -c Release --project Cardio.Benchmarks -- dashboard --engine {engine}` or `-- load --engine {engine} --only d`.
            """);
        if (trial.Options.Parts is not null && !await DashboardReport.WriteAsync(["--engine", engine])) trial.Miss();
    }
}
