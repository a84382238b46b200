using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Cardio.Model.Training.Comparing;

/// <summary>Input row of the challengers: raw inputs, without splines or monotonicity constraints.</summary>
internal sealed class ChallengerRow
{
    public const int Inputs = 11;

    public bool Label { get; set; }

    /// <summary>Age, weight, systolic, diastolic, cholesterol, then sex, height, glucose, smoking, alcohol, activity.</summary>
    [VectorType(Inputs)]
    public float[] Features { get; set; } = [];

    /// <summary>Inputs of the original service: the first five of <see cref="Features"/>.</summary>
    [VectorType(5)]
    public float[] Five { get; set; } = [];

    public static ChallengerRow FromPatient(LabelledPatient labelled)
    {
        var row = MlPatientRow.FromFeatures(labelled.Patient);
        float[] features =
        [
            row.AgeYears, row.WeightKg, row.SystolicMmHg, row.DiastolicMmHg, row.Cholesterol,
            row.Sex, row.HeightCm, row.Glucose, row.Smoker, row.DrinksAlcohol, row.PhysicallyActive,
        ];
        return new ChallengerRow { Label = labelled.HasDisease, Features = features, Five = features[..5] };
    }
}

/// <summary>Output row of a challenger.</summary>
internal sealed class ChallengerPrediction
{
    public float Score { get; set; }

    public float Probability { get; set; }
}

/// <summary>Model that the served model is compared with.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="MaximumRows">Maximum number of training rows.</param>
/// <param name="Pipeline">Creates the training pipeline; its output has the columns Score and Probability.</param>
internal sealed record Challenger(string Name, int MaximumRows, Func<MLContext, IEstimator<ITransformer>> Pipeline)
{
    private const string Features = nameof(ChallengerRow.Features);

    /// <summary>ML.NET trainers, lightly tuned and single-threaded for reproducibility, and the original service's recipe.</summary>
    public static IReadOnlyList<Challenger> All { get; } =
    [
        new("ML.NET FastTree", int.MaxValue, c => c.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            FeatureColumnName = Features, NumberOfTrees = 200, NumberOfLeaves = 16,
            LearningRate = 0.05, MinimumExampleCountPerLeaf = 60,
            NumberOfThreads = 1,
        })),
        new("ML.NET LightGbm", int.MaxValue, c => c.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            FeatureColumnName = Features, NumberOfIterations = 200, NumberOfLeaves = 16,
            LearningRate = 0.05, MinimumExampleCountPerLeaf = 60,
            NumberOfThreads = 1, Seed = 1,
        })),
        new("ML.NET FastForest", int.MaxValue, c => c.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options
        {
            FeatureColumnName = Features, NumberOfTrees = 200, NumberOfLeaves = 100,
            MinimumExampleCountPerLeaf = 20, NumberOfThreads = 1,
        }).Append(c.BinaryClassification.Calibrators.Platt())),
        new("ML.NET Gam", int.MaxValue, c => c.BinaryClassification.Trainers.Gam(new GamBinaryTrainer.Options
        {
            FeatureColumnName = Features, NumberOfIterations = 1_000, LearningRate = 0.02, NumberOfThreads = 1,
        })),
        new("plain logistic regression", int.MaxValue, c => c.Transforms.NormalizeMeanVariance(Features)
            .Append(c.BinaryClassification.Trainers.LbfgsLogisticRegression(new() { FeatureColumnName = Features, NumberOfThreads = 1 }))),
        new("the original service's recipe", 10_000, c => c.Transforms.NormalizeMinMax(nameof(ChallengerRow.Five))
            .Append(c.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
            {
                FeatureColumnName = nameof(ChallengerRow.Five), NumberOfThreads = 1, Seed = 1,
            }))),
    ];
}
