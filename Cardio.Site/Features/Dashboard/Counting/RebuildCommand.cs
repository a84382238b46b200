using System.CommandLine;

namespace Cardio.Site.Features.Dashboard.Counting;

internal static class RebuildCommand
{
    /// <summary>
    /// <c>rebuild</c>: recounts all assessments and corrects the dashboard's counts. Exit code 1 if any differed.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var rebuild = new Command(
            "rebuild", "Recounts all assessments and corrects the dashboard's counts that differ");
        rebuild.SetAction(async (call, cancellationToken) =>
        {
            var report = await services.GetRequiredService<CountCheck>().RebuildAsync(cancellationToken);
            var correction = report.Differing > 0 ? " and were set right" : "";
            await call.InvocationConfiguration.Output.WriteLineAsync(
                $"{report.Assessments} assessments counted anew; {report.Rows} rows of counts compared; "
                + $"{report.Differing} differed{correction}.");
            return report.Differing == 0 ? 0 : 1;
        });
        return rebuild;
    }
}
