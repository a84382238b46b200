using Cardio.Model.Patients;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cardio.Model.Serving;

using LogisticTransformer =
    BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>;

/// <summary>
/// Reads the ML.NET file. It contains the expansion into design columns, then one logistic regression per measurement pattern in the
/// order of <see cref="MeasurementPattern"/>, each followed by a copy of its probability to a column named after the pattern.
/// </summary>
public static class ModelArtifact
{
    /// <summary>Loads the ML.NET model from memory.</summary>
    /// <param name="context">ML.NET context to load into.</param>
    /// <param name="bytes">Content of the ML.NET file.</param>
    public static ITransformer Load(MLContext context, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ComponentCatalog.RegisterAssembly(typeof(DesignMapping).Assembly);
        return context.Model.Load(new MemoryStream(bytes), out _);
    }

    /// <summary>Returns the name of the output column with the probability under a pattern.</summary>
    /// <param name="pattern">Measurement pattern.</param>
    public static string ProbabilityColumn(MeasurementPattern pattern) => $"Probability.{pattern}";

    /// <summary>Returns the weights of each pattern, followed by the intercept, in the order of <see cref="MeasurementPattern"/>.</summary>
    /// <param name="bytes">Content of the ML.NET file.</param>
    /// <exception cref="InvalidDataException">The file has another number of patterns.</exception>
    public static float[][] Weights(byte[] bytes)
    {
        var models = Steps(Load(new MLContext(), bytes)).OfType<LogisticTransformer>().Select(m => m.Model.SubModel).ToArray();
        if (models.Length != MeasurementPatterns.Count)
            throw new InvalidDataException($"The model has {models.Length} patterns instead of {MeasurementPatterns.Count}.");
        return [.. models.Select(m => (float[])[.. m.Weights, m.Bias])];
    }

    /// <summary>Converts an ML.NET linear model to lookup tables.</summary>
    internal static FoldedModel Fold(LinearModelParameters model, MeasurementPattern pattern) =>
        Fold([.. model.Weights.Select(w => (double)w), model.Bias], pattern);

    /// <summary>Converts the weights of all columns, followed by the intercept, to lookup tables.</summary>
    internal static FoldedModel Fold(double[] weights, MeasurementPattern pattern) =>
        new(weights[..^1], weights[^1], KnownAxes(pattern));

    private static IEnumerable<ITransformer> Steps(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [transformer];

    private static HashSet<int> KnownAxes(MeasurementPattern pattern)
    {
        var fullyMeasured = new PatientFeatures
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
        SplineDesign.ReadAxes(pattern.Mask(fullyMeasured), axes);
        return [.. axes.Index().Where(a => !double.IsNaN(a.Item)).Select(a => a.Index)];
    }
}
