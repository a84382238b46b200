using System.CommandLine;

namespace Cardio.Site.Features.Dashboard.Counting;

internal static class RebuildCommand
{
    /// <summary>
    /// <c>rebuild</c>: counts all assessments anew and holds the dashboard's counts against them; 1 where any differed, which is then set
    /// right.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var rebuild = new Command(
            "rebuild", "Counts all assessments anew, compares with the dashboard's counts, and sets right what differs");
        rebuild.SetAction(async (call, cancellationToken) =>
        {
            var report = await services.GetRequiredService<CountCheck>().RebuildAsync(cancellationToken);
            await call.InvocationConfiguration.Output.WriteLineAsync(
                $"{report.Assessments} assessments counted anew; {report.Rows} rows of counts compared; {report.Differing} differed{(report.Differing > 0 ? " and were set right" : "")}.");
            return report.Differing == 0 ? 0 : 1;
        });
        return rebuild;
    }
}
