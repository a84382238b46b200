using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Serving;

namespace Cardio.Benchmarks.Model;

/// <summary>The time from a cold process to the first estimate, measured in fresh processes of this very program.</summary>
internal static class ColdStart
{
    /// <summary>The argument under which a fresh process measures itself.</summary>
    public const string Argument = "cold-start";

    private const int Processes = 9;

    /// <summary>Loads and scores once, and prints the milliseconds of both together.</summary>
    public static void MeasureHere()
    {
        var clock = Stopwatch.StartNew();
        var model = RiskModel.Load(Path.Combine(AppContext.BaseDirectory, "model"), ArtifactFiles.PinnedSha256);
        GC.KeepAlive(model.Score(model.Card.TypicalPatient));
        Console.WriteLine(clock.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Milliseconds of load and first score: smallest, median and largest of the processes.</summary>
    public static (double Smallest, double Median, double Largest) Measure()
    {
        double[] sorted = [.. Enumerable.Range(0, Processes).Select(_ => Once()).Order()];
        return (sorted[0], sorted[Processes / 2], sorted[^1]);
    }

    private static double Once()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Argument) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }
}
