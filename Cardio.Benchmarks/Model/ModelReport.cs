using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Cardio.Benchmarks.Model;

/// <summary>Runs the model's benchmarks and writes their report.</summary>
internal static class ModelReport
{
    public static void Write(string path)
    {
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            // Many short iterations, so that some of them fall between the other work of a shared machine.
            .WithIterationTime(TimeInterval.FromMilliseconds(40)).WithWarmupCount(6).WithIterationCount(50));
        var summary = BenchmarkRunner.Run<ModelBenchmarks>(config);
        var (smallest, median, largest) = ColdStart.Measure();
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        var score = Nanoseconds(summary, nameof(ModelBenchmarks.Score));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
            # Speed of the model

            Written by `dotnet run -c Release --project Cardio.Benchmarks -- model`; do not edit. Other work on the machine makes the figures
            worse, never better, so the fastest of many short iterations stands here and the rest below. The trees are of the size that `model/reports/comparison.md` uses, trained on made-up patients.

            | | fastest | aim |
            |---|---|---|
            | score | {score:F0} ns | at most 200 ns, nothing allocated |
            | PredictionEngine on FastTree | {Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineFastTree)) / score:F0} times the score | at least 20 |
            | PredictionEngine on LightGbm | {Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineLightGbm)) / score:F0} times the score | at least 20 |
            | PredictionEngine on the same file | {Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineSameArtifact)) / score:F0} times the score | |
            | a million patients, one core | {Nanoseconds(summary, nameof(ModelBenchmarks.ScoreMillion)) / 1e9:F3} s | at most 0.3 s |
            | explanation with intervals | {Nanoseconds(summary, nameof(ModelBenchmarks.Explain)) / 1e3:F1} µs | at most 100 µs |
            | load and first score in a fresh process | {smallest:F0} ms (median {median:F0}, slowest {largest:F0} ms) | at most 300 ms |

            That the score agrees with ML.NET's own transform of the same file to 1e-6 on 10,000 patients is a test
            (`Cardio.Site.Tests/Model/ArtifactTests.cs`).

            {table.GetLog().Trim()}

            """).ReplaceLineEndings("\n"));
    }

    private static double Nanoseconds(Summary summary, string method) =>
        summary.Reports.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method).ResultStatistics!.Min;
}
