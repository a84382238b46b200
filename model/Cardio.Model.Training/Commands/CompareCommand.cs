using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Comparing;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Commands;

/// <summary><c>compare</c>: cross-validates the served design against other models on the same folds and writes a report.</summary>
internal static class CompareCommand
{
    private const string Report = "comparison.md";

    public static int Run(PatientFile data, DirectoryInfo artifacts, DirectoryInfo reports, int seed)
    {
        var clock = Stopwatch.StartNew();
        var served = RiskModel.Load(artifacts.FullName);
        var table = data.Read().ToList();
        LabelledPatient[] patients = [.. table.Labelled().Where(p => MeasurementPatterns.FromPatient(p.Patient) == MeasurementPattern.AllMeasured)];
        if (patients.DistinctBy(p => p.HasDisease).Count() < 2)
            throw new RefusalException("The table holds no complete rows of both kinds, with and without disease, within the hard limits.");
        LeakGate.CheckValues(table);
        var folds = CrossValidation.Assign(patients, seed);
        LeakGate.CheckFolds(patients, folds);

        var contest = new CrossValidatedComparison(patients, folds, seed);
        var contestants = new List<Contestant>
        {
            contest.RunServed(served, new FileInfo(Path.Combine(artifacts.FullName, ArtifactFiles.Model)).Length),
        };
        Say(contestants[0]);
        foreach (var challenger in Challenger.All)
        {
            contestants.Add(contest.Run(challenger));
            Say(contestants[^1]);
        }
        reports.Create();
        var pictures = ComparisonPictures.Draw(contestants, served).ToList();
        foreach (var (file, _, svg) in pictures)
            File.WriteAllText(Path.Combine(reports.FullName, file), svg);
        File.WriteAllText(Path.Combine(reports.FullName, Report),
            ComparisonReport.Write(contestants, pictures.Select(p => (p.File, p.Title)), patients.Length, seed, served));
        return 0;

        void Say(Contestant c) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds,6:F1} s  {c.Name}: AUC {c.Metrics.Auc:F4}, Brier {c.Metrics.Brier:F4}, violated {c.Steps.Violated:P1}"));
    }
}
