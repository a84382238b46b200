using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.ML;

namespace Cardio.Model.Training;

/// <summary>What a training run depends on besides the data.</summary>
internal sealed record TrainSettings(int Seed, string Version, int Replicates, int Resamples);

/// <summary><c>train</c>: cross-validates, fits every measurement pattern on the whole table, and writes the model's files.</summary>
internal static class TrainVerb
{
    private static readonly MeasurementPattern[] Patterns = Enum.GetValues<MeasurementPattern>();

    public static int Run(FileInfo data, DirectoryInfo artifacts, TrainSettings settings)
    {
        var clock = Stopwatch.StartNew();
        var table = PatientTable.Read(data.FullName).ToList();
        LabelledPatient[] patients = [.. table
            .Where(r => r is { Patient: not null, HasDisease: not null, Problem: null })
            .Select(r => new LabelledPatient(r.Patient!.Value, r.HasDisease!.Value))];
        Say($"{table.Count} rows, {patients.Length} within the hard limits");

        var context = new MLContext(settings.Seed);
        var folds = CrossValidation.Assign(patients, settings.Seed);
        var figures = new List<GroupFigures>();
        var models = new List<ITransformer>();
        var folded = new List<FoldedModel>();
        var replicates = new List<IReadOnlyList<float[]>>();
        IReadOnlyList<ThresholdFigures> thresholds = [];
        foreach (var pattern in Patterns)
        {
            var design = new DesignMatrix(patients, pattern);
            var everyone = design.Draw(patients, Enumerable.Repeat(1, patients.Length).ToArray());
            var whole = NewtonFit.FromNothing(design, everyone);
            var outcomes = CrossValidation.Predict(patients, folds, design, whole, pattern);
            figures.AddRange(CardFigures.ByGroup(pattern, patients, outcomes, settings));
            if (pattern == MeasurementPattern.AllMeasured)
                thresholds = CardFigures.ByThreshold(outcomes, settings);
            var overall = figures.Last(f => f.Group == "all");
            Say($"{pattern}: cross-validated AUC {overall.Auc.Value:F4}, Brier {overall.Brier.Value:F4}");
            if (LeakGate.Check(overall.Auc.Value) is not 0 and var refused)
                return refused;

            var fitted = LogisticFit.Fit(context, LogisticFit.Rows(patients, pattern), whole.Expand(design));
            models.Add(fitted);
            folded.Add(ModelArtifact.Fold(fitted.Model.SubModel, pattern));
            replicates.Add(Bootstrap.Fit(patients, design, whole, settings));
            Say($"{pattern}: fitted with {settings.Replicates} replicates");
        }

        var inputs = InputFacts.Of(patients);
        var card = new ModelCard
        {
            Schema = ModelCard.CurrentSchema,
            Version = settings.Version,
            Seed = settings.Seed,
            Data = new DataFacts
            {
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(data.FullName))),
                Rows = table.Count,
                RowsUsed = patients.Length,
                Prevalence = patients.Average(p => p.HasDisease ? 1.0 : 0),
                Folds = CrossValidation.Folds,
            },
            Figures = figures,
            Thresholds = thresholds,
            TypicalPatient = InputFacts.TypicalPatient(inputs),
            IntervalFactor = 1,
            Inputs = inputs,
            GoldenPatients = [.. GoldenPatients.All.Select(p => new GoldenPatient(p, Score(folded, p)))],
            History = [new VersionNote(settings.Version, "Monotone logistic regression on spline bases, six measurement patterns.")],
        };
        var hash = Write(artifacts, [
            card.ToJson(),
            CellCounts.Write(patients.Select(p => (p.Patient, p.HasDisease))),
            LogisticFit.Save(context, models),
            BootstrapReplicates.Write(replicates),
        ]);
        RiskModel.Load(artifacts.FullName);
        Say($"wrote model {settings.Version} {hash}");
        return 0;

        void Say(string text) => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,6:F1} s  {text}");
    }

    private static double Score(List<FoldedModel> folded, in PatientFeatures patient)
    {
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        SplineDesign.ReadAxes(patient, axes);
        return RiskModel.Sigmoid(folded[(int)MeasurementPatterns.Of(patient)].Logit(axes));
    }

    private static string Write(DirectoryInfo artifacts, byte[][] contents)
    {
        artifacts.Create();
        foreach (var (name, bytes) in ArtifactFiles.All.Zip(contents))
            File.WriteAllBytes(Path.Combine(artifacts.FullName, name), bytes);
        var hash = ArtifactFiles.Sha256(contents);
        File.WriteAllText(Path.Combine(artifacts.FullName, ArtifactFiles.Hash), hash + "\n");
        return hash;
    }
}
