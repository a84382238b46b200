using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Fitting;

/// <summary>Creates the card of a trained model and writes the model files.</summary>
internal static class CardWriter
{
    public static ModelCard CreateCard(
        DataFacts facts, IReadOnlyList<LabelledPatient> patients, IReadOnlyList<TrainedPattern> trained, TrainSettings settings)
    {
        var inputs = InputFacts.FromPatients(patients);
        return new ModelCard
        {
            Schema = ModelCard.CurrentSchema,
            Version = settings.Version,
            Seed = settings.Seed,
            Ridge = settings.Ridge,
            Data = facts,
            Figures = [.. trained.SelectMany((t, p) => CardFigures.ByGroup((MeasurementPattern)p, patients, t.Outcomes, settings))],
            Thresholds = CardFigures.ByThreshold(trained[0].Outcomes, settings),
            Reliability = CardFigures.Reliability(trained[0].Outcomes),
            TypicalPatient = InputFacts.TypicalPatient(inputs),
            Replicates = settings.Replicates,
            IntervalLevel = Explainer.IntervalLevel,
            IntervalWidenings = [.. trained.Select(t => t.Widening)],
            Inputs = inputs,
            Probability = InputFacts.Probability(trained[0].Outcomes),
            GoldenPatients = [.. GoldenPatients.All.Select(p => new GoldenPatient(p, Score(trained, p)))],
            History = [.. settings.Earlier, new VersionNote(settings.Version, settings.Note)],
        };
    }

    /// <summary>Writes the files in <see cref="ArtifactFiles.All"/> and their combined hash; returns the hash.</summary>
    public static string WriteFiles(DirectoryInfo artifacts, byte[][] contents)
    {
        artifacts.Create();
        foreach (var (name, bytes) in ArtifactFiles.All.Zip(contents))
            File.WriteAllBytes(Path.Combine(artifacts.FullName, name), bytes);
        var hash = ArtifactFiles.Sha256(contents);
        File.WriteAllText(Path.Combine(artifacts.FullName, ArtifactFiles.Hash), hash + "\n");
        return hash;
    }

    private static double Score(IReadOnlyList<TrainedPattern> trained, in PatientFeatures patient)
    {
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        SplineDesign.ReadAxes(patient, axes);
        return RiskModel.Sigmoid(trained[(int)MeasurementPatterns.FromPatient(patient)].Folded.Logit(axes));
    }
}
