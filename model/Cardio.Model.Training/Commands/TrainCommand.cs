using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;

namespace Cardio.Model.Training.Commands;

/// <summary>Settings of a training run.</summary>
/// <param name="Seed">Random seed of the folds, resamples and simulations.</param>
/// <param name="Version">Version of the model, year.month.number.</param>
/// <param name="Replicates">Number of bootstrap replicates of the fit, 2 or more.</param>
/// <param name="Resamples">Number of bootstrap resamples for the confidence interval of each figure.</param>
/// <param name="Simulations">Number of simulated development tables for the widening of intervals.</param>
internal sealed record TrainSettings(int Seed, string Version, int Replicates, int Resamples, int Simulations)
{
    /// <summary>Ridge (L2) penalty, above 0; a larger value shrinks the weights, which smooths the splines.</summary>
    public float Ridge { get; init; } = NewtonFit.L2;

    /// <summary>Entry for this version in the history.</summary>
    public string Note { get; init; } = "Monotone logistic regression on spline bases, six measurement patterns.";

    /// <summary>History up to the previous version, oldest first.</summary>
    public IReadOnlyList<VersionNote> Earlier { get; init; } = [];

    /// <summary>Settings for a released model.</summary>
    public static TrainSettings Full(int seed, string version) => new(seed, version, 200, 500, 10);

    /// <summary>Settings for experiments: the same fit with imprecise intervals.</summary>
    public static TrainSettings Quick(int seed, string version) => new(seed, version, 4, 20, 1);
}

/// <summary><c>train</c>: cross-validates and fits every measurement pattern on the whole table, and writes the model files.</summary>
internal static class TrainCommand
{
    public static int Run(PatientFile data, DirectoryInfo artifacts, TrainSettings settings)
    {
        var clock = Stopwatch.StartNew();
        var table = data.Read().ToList();
        LabelledPatient[] patients = [.. table.Labelled().FullyMeasured()];
        Report($"{table.Count} rows, {patients.Length} within the hard limits and complete");
        if (patients.DistinctBy(p => p.HasDisease).Count() < 2)
            throw new RefusalException("The table needs complete rows within the hard limits both with and without disease.");
        LeakGate.CheckNames(InputFacts.Inputs.Select(i => i.Name));
        LeakGate.CheckValues(table);
        var folds = CrossValidation.Assign(patients, settings.Seed);
        LeakGate.CheckFolds(patients, folds);

        var context = new MLContext(settings.Seed);
        TrainedPattern[] trained = [.. Enum.GetValues<MeasurementPattern>()
            .Select(p => TrainedPattern.Fit(context, patients, folds, p, settings, text => Report($"{text}")))];
        var facts = TableFacts.FromTable(File.ReadAllBytes(data.Info.FullName), table, patients);
        var card = CardWriter.CreateCard(facts, patients, trained, settings);
        Report($"figures of {card.Figures.Count} groups with {settings.Resamples} resamples each");
        var file = LogisticFit.Save(context, trained.Select(t => t.Transformer));
        var hash = CardWriter.WriteFiles(artifacts, [
            card.ToJson(),
            CellCounts.Write(patients.Select(p => (p.Patient, p.HasDisease))),
            file,
            BootstrapReplicates.Write([.. trained.Select(t => t.Replicates)]),
            ServingWeights.Write(ModelArtifact.Weights(file)),
        ]);
        RiskModel.Load(artifacts.FullName);
        Report($"wrote model {settings.Version} {hash}");
        return 0;

        void Report(FormattableString text) => Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:F1} s  ")
            + text.ToString(CultureInfo.InvariantCulture));
    }
}
