using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Serving;

namespace Cardio.Benchmarks.Model;

/// <summary>Measures the time from process start-up to the first estimate, in new processes of this program.</summary>
internal static class ColdStart
{
    /// <summary>Command with which a new process measures itself.</summary>
    public const string Argument = "cold-start";

    private const int Processes = 9;

    /// <summary>Loads the model, scores once and prints the elapsed milliseconds.</summary>
    public static void MeasureHere()
    {
        var clock = Stopwatch.StartNew();
        var model = RiskModel.Load(Path.Combine(AppContext.BaseDirectory, "model"), ArtifactFiles.PinnedSha256);
        GC.KeepAlive(model.Score(model.Card.TypicalPatient));
        Console.WriteLine(clock.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Returns the minimum, median and maximum time of load and first score, in milliseconds.</summary>
    public static (double Smallest, double Median, double Largest) Measure()
    {
        double[] sorted = [.. Enumerable.Range(0, Processes).Select(_ => MeasureProcess()).Order()];
        return (sorted[0], sorted[Processes / 2], sorted[^1]);
    }

    private static double MeasureProcess()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Argument) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }
}
