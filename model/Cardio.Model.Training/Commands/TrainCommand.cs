using System.Diagnostics;
using System.Globalization;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;

namespace Cardio.Model.Training.Commands;

/// <summary>What a training run depends on besides the data.</summary>
/// <param name="Seed">Seed of folds, resamples and simulations.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Replicates">Bootstrap replicates of the fit, 2 or more.</param>
/// <param name="Resamples">Bootstrap resamples behind the interval of each figure.</param>
/// <param name="Simulations">Simulated development tables behind the widening of intervals.</param>
internal sealed record TrainSettings(int Seed, string Version, int Replicates, int Resamples, int Simulations)
{
    /// <summary>The weight of half the sum of the squared weights, above 0: the more, the smoother the curves and the nearer all estimates to the average.</summary>
    public float Ridge { get; init; } = NewtonFit.L2;

    /// <summary>What the history says of this version.</summary>
    public string Note { get; init; } = "Monotone logistic regression on spline bases, six measurement patterns.";

    /// <summary>The versions before this one, oldest first.</summary>
    public IReadOnlyList<VersionNote> Earlier { get; init; } = [];

    /// <summary>For a model that is shipped.</summary>
    public static TrainSettings Full(int seed, string version) => new(seed, version, 200, 500, 10);

    /// <summary>For trying things out: the same fit, with coarse intervals.</summary>
    public static TrainSettings Quick(int seed, string version) => new(seed, version, 4, 20, 1);
}

/// <summary><c>train</c>: cross-validates, fits every measurement pattern on the whole table, and writes the model's files.</summary>
internal static class TrainCommand
{
    public static int Run(PatientFile data, DirectoryInfo artifacts, TrainSettings settings)
    {
        var clock = Stopwatch.StartNew();
        var table = data.Read().ToList();
        LabelledPatient[] patients = [.. table.Labelled().Where(p => MeasurementPatterns.FromPatient(p.Patient) == MeasurementPattern.AllMeasured)];
        Say($"{table.Count} rows, {patients.Length} within the hard limits and complete");
        if (patients.DistinctBy(p => p.HasDisease).Count() < 2)
            throw new RefusalException("The table holds no complete rows of both kinds, with and without disease, within the hard limits.");
        LeakGate.CheckNames(InputFacts.Inputs.Select(i => i.Name));
        LeakGate.CheckValues(table);
        var folds = CrossValidation.Assign(patients, settings.Seed);
        LeakGate.CheckFolds(patients, folds);

        var context = new MLContext(settings.Seed);
        TrainedPattern[] trained = [.. Enum.GetValues<MeasurementPattern>()
            .Select(p => TrainedPattern.Fit(context, patients, folds, p, settings, text => Say($"{text}")))];
        var card = CardWriter.Card(TableFacts.FromTable(File.ReadAllBytes(data.Info.FullName), table, patients), patients, trained, settings);
        Say($"figures of {card.Figures.Count} groups with {settings.Resamples} resamples each");
        var file = LogisticFit.Save(context, trained.Select(t => t.Transformer));
        var hash = CardWriter.WriteFiles(artifacts, [
            card.ToJson(),
            CellCounts.Write(patients.Select(p => (p.Patient, p.HasDisease))),
            file,
            BootstrapReplicates.Write([.. trained.Select(t => t.Replicates)]),
            ServingWeights.Write(ModelArtifact.Weights(file)),
        ]);
        RiskModel.Load(artifacts.FullName);
        Say($"wrote model {settings.Version} {hash}");
        return 0;

        void Say(FormattableString text) => Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:F1} s  {text.ToString(CultureInfo.InvariantCulture)}"));
    }
}
