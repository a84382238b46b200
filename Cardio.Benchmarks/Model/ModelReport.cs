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

/// <summary>Runs the benchmarks of the model and writes the report.</summary>
internal static class ModelReport
{
    public static void Write(string path)
    {
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            // Many short iterations, so that some of them run undisturbed on a shared machine.
            .WithIterationTime(TimeInterval.FromMilliseconds(40)).WithWarmupCount(6).WithIterationCount(50));
        var summary = BenchmarkRunner.Run<ModelBenchmarks>(config);
        var (smallest, median, largest) = ColdStart.Measure();
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        var score = Nanoseconds(summary, nameof(ModelBenchmarks.Score));
        var fastTree = Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineFastTree));
        var lightGbm = Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineLightGbm));
        var sameFile = Nanoseconds(summary, nameof(ModelBenchmarks.PredictionEngineSameArtifact));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
            # Speed of the model

            Written by `dotnet run -c Release --project Cardio.Benchmarks -- model`; do not edit. Other load on the machine can only make
            the figures worse, so this table shows the fastest of many short iterations; the statistics are below. The tree ensembles have
            the size used in `model/reports/comparison.md` and are trained on synthetic patients.

            | | fastest | target |
            |---|---|---|
            | score | {score:F0} ns | at most 200 ns, no allocation |
            | PredictionEngine on FastTree | {fastTree / score:F0} times the score | at least 20 |
            | PredictionEngine on LightGbm | {lightGbm / score:F0} times the score | at least 20 |
            | PredictionEngine on the same file | {sameFile / score:F0} times the score | |
            | a million patients, one core | {Nanoseconds(summary, nameof(ModelBenchmarks.ScoreMillion)) / 1e9:F3} s | at most 0.3 s |
            | explanation with intervals | {Nanoseconds(summary, nameof(ModelBenchmarks.Explain)) / 1e3:F1} µs | at most 100 µs |
            | load and first score in a fresh process | {smallest:F0} ms (median {median:F0}, slowest {largest:F0} ms) | at most 300 ms |

            A test verifies on 10,000 patients that the score equals the ML.NET transform of the same file to 1e-6
            (`Cardio.Site.Tests/Model/ArtifactTests.cs`).

            {table.GetLog().Trim()}

            """).ReplaceLineEndings("\n"));
    }

    private static double Nanoseconds(Summary summary, string method) =>
        summary.Reports.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method).ResultStatistics!.Min;
}
