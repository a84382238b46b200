using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Serving;
using Cardio.Model.Training.Comparing;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Commands;

/// <summary><c>compare</c>: cross-validates the model and its challengers on the same folds and writes a report.</summary>
internal static class CompareCommand
{
    private const string ReportFile = "comparison.md";

    public static int Run(PatientFile data, DirectoryInfo artifacts, DirectoryInfo reports, int seed)
    {
        var clock = Stopwatch.StartNew();
        var served = RiskModel.Load(artifacts.FullName);
        var table = data.Read().ToList();
        LabelledPatient[] patients = [.. table.Labelled().FullyMeasured()];
        if (patients.DistinctBy(p => p.HasDisease).Count() < 2)
            throw new RefusalException("The table needs complete rows within the hard limits, some with and some without disease.");
        LeakGate.CheckValues(table);
        var folds = CrossValidation.Assign(patients, seed);
        LeakGate.CheckFolds(patients, folds);

        var comparison = new CrossValidatedComparison(patients, folds, seed);
        var models = new List<ComparedModel>
        {
            comparison.RunServed(served, new FileInfo(Path.Combine(artifacts.FullName, ArtifactFiles.Model)).Length),
        };
        Report(models[0]);
        foreach (var challenger in Challenger.All)
        {
            models.Add(comparison.Run(challenger));
            Report(models[^1]);
        }
        reports.Create();
        var figures = ComparisonFigures.Draw(models, served).ToList();
        foreach (var (file, _, svg) in figures)
            File.WriteAllText(Path.Combine(reports.FullName, file), svg);
        File.WriteAllText(Path.Combine(reports.FullName, ReportFile),
            ComparisonReport.Write(models, figures.Select(p => (p.File, p.Title)), patients.Length, seed, served));
        return 0;

        void Report(ComparedModel m) => Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds,6:F1} s  {m.Name}: AUC {m.Metrics.Auc:F4}, Brier {m.Metrics.Brier:F4}, "
            + $"violated {m.Steps.Violated:P1}"));
    }
}
