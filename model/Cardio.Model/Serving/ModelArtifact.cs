using Cardio.Model.Patients;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cardio.Model.Serving;

using LogisticTransformer =
    BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>;

/// <summary>
/// Reads the ML.NET file. It holds the expansion into the design, then one logistic regression for each measurement pattern in the
/// order of <see cref="MeasurementPattern"/>, each followed by a copy of its probability under the pattern's name.
/// </summary>
public static class ModelArtifact
{
    /// <summary>Loads the ML.NET model from memory.</summary>
    /// <param name="context">The ML.NET context to load into.</param>
    /// <param name="bytes">The whole file.</param>
    public static ITransformer Load(MLContext context, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ComponentCatalog.RegisterAssembly(typeof(DesignMapping).Assembly);
        return context.Model.Load(new MemoryStream(bytes), out _);
    }

    /// <summary>The column of the transformed data that holds the probability for patients of a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    public static string ProbabilityColumn(MeasurementPattern pattern) => $"Probability.{pattern}";

    /// <summary>The weights of every pattern, each followed by its intercept, in the order of <see cref="MeasurementPattern"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InvalidDataException">The file holds another number of patterns.</exception>
    public static float[][] Weights(byte[] bytes)
    {
        var models = Steps(Load(new MLContext(), bytes)).OfType<LogisticTransformer>().Select(m => m.Model.SubModel).ToArray();
        if (models.Length != MeasurementPatterns.Count)
            throw new InvalidDataException($"The model has {models.Length} patterns instead of {MeasurementPatterns.Count}.");
        return [.. models.Select(m => (float[])[.. m.Weights, m.Bias])];
    }

    /// <summary>Folds one linear model for serving.</summary>
    internal static FoldedModel Fold(LinearModelParameters model, MeasurementPattern pattern) =>
        Fold([.. model.Weights.Select(w => (double)w), model.Bias], pattern);

    /// <summary>Folds the weights of all columns, followed by the intercept.</summary>
    internal static FoldedModel Fold(double[] weights, MeasurementPattern pattern) =>
        new(weights[..^1], weights[^1], KnownAxes(pattern));

    private static IEnumerable<ITransformer> Steps(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [transformer];

    private static HashSet<int> KnownAxes(MeasurementPattern pattern)
    {
        var anyone = new PatientFeatures
        {
            AgeYears = 50,
            Sex = Sex.Female,
            HeightCm = 165,
            WeightKg = 70,
            SystolicMmHg = 120,
            DiastolicMmHg = 80,
            Cholesterol = LabLevel.Normal,
            Glucose = LabLevel.Normal,
            Smoker = false,
            DrinksAlcohol = false,
            PhysicallyActive = true,
        };
        var axes = new double[SplineDesign.AxisCount];
        SplineDesign.ReadAxes(pattern.Mask(anyone), axes);
        return [.. axes.Index().Where(a => !double.IsNaN(a.Item)).Select(a => a.Index)];
    }
}
