using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cardio.Model.Training.Fitting;

/// <summary>Training row of ML.NET.</summary>
internal sealed class FitRow
{
    public bool Label { get; set; }

    [VectorType(SplineDesign.ColumnCount)]
    public float[] Features { get; set; } = [];
}

/// <summary>Fits the non-negative logistic regression of one pattern with ML.NET, single-threaded for reproducibility.</summary>
internal static class LogisticFit
{
    /// <summary>Computes the training rows of all patients under a pattern.</summary>
    public static FitRow[] Rows(IReadOnlyList<LabelledPatient> patients, MeasurementPattern pattern)
    {
        var rows = new FitRow[patients.Count];
        var axes = new double[SplineDesign.AxisCount];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new FitRow { Label = patients[i].HasDisease, Features = new float[SplineDesign.ColumnCount] };
            SplineDesign.ReadAxes(pattern.Mask(patients[i].Patient), axes);
            SplineDesign.Expand(axes, rows[i].Features);
        }
        return rows;
    }

    /// <summary>
    /// Fits one pattern from starting weights near the optimum, because ML.NET's single-precision L-BFGS stops early when it starts from
    /// zero. Weights are non-negative; the tiny L1 penalty lets the optimiser move along that bound.
    /// </summary>
    /// <param name="context">ML.NET context.</param>
    /// <param name="rows">Training rows from <see cref="Rows"/>.</param>
    /// <param name="start">Starting weights: one per column, then the intercept.</param>
    /// <param name="ridge">Ridge (L2) penalty: weight of half the sum of the squared weights.</param>
    public static BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(
        MLContext context, IEnumerable<FitRow> rows, double[] start, float ridge = NewtonFit.L2)
    {
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            FeatureColumnName = nameof(FitRow.Features),
            LabelColumnName = nameof(FitRow.Label),
            EnforceNonNegativity = true,
            L1Regularization = NewtonFit.L1,
            L2Regularization = ridge,
            OptimizationTolerance = 1e-8f,
            MaximumNumberOfIterations = 1000,
            NumberOfThreads = 1,
        });
        return trainer.Fit(context.Data.LoadFromEnumerable(rows), CreateLinearModel(context, start));
    }

    /// <summary>Creates a linear model by reflection: ML.NET has no public way to set the starting weights.</summary>
    private static LinearModelParameters CreateLinearModel(MLContext context, double[] start)
    {
        float[] weights = [.. start[..^1].Select(w => (float)w)];
        return (LinearModelParameters)Activator.CreateInstance(
            typeof(LinearRegressionModelParameters), BindingFlags.Instance | BindingFlags.NonPublic, null,
            [context, new VBuffer<float>(weights.Length, weights), (float)start[^1]], CultureInfo.InvariantCulture)!;
    }

    /// <summary>Saves the expansion and the regressions of all patterns as one ML.NET file, byte for byte reproducible.</summary>
    public static byte[] Save(MLContext context, IEnumerable<ITransformer> patterns)
    {
        var patients = context.Data.LoadFromEnumerable(Array.Empty<MlPatientRow>());
        var mapping = context.Transforms.CustomMapping<MlPatientRow, DesignRow>(DesignMapping.Expand, DesignMapping.Contract).Fit(patients);
        ITransformer chain = new TransformerChain<ITransformer>(mapping);
        foreach (var (pattern, transformer) in patterns.Index())
        {
            var name = ModelArtifact.ProbabilityColumn((MeasurementPattern)pattern);
            var scored = new TransformerChain<ITransformer>(chain, transformer);
            var copy = context.Transforms.CopyColumns(name, "Probability").Fit(scored.Transform(patients));
            chain = new TransformerChain<ITransformer>(chain, transformer, copy);
        }
        using var saved = new MemoryStream();
        context.Model.Save(chain, patients.Schema, saved);
        return RemoveTimestamps(saved);
    }

    /// <summary>Rewrites the zip file with sorted entries and a fixed time; ML.NET stores the current time in each entry.</summary>
    private static byte[] RemoveTimestamps(MemoryStream saved)
    {
        var rewritten = new MemoryStream();
        using (var source = new ZipArchive(saved, ZipArchiveMode.Read))
        using (var target = new ZipArchive(rewritten, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
                copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }
        return rewritten.ToArray();
    }
}
