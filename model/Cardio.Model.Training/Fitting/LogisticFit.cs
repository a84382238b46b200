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

/// <summary>A row as the trainer reads it.</summary>
internal sealed class FitRow
{
    public bool Label { get; set; }

    [VectorType(SplineDesign.ColumnCount)]
    public float[] Features { get; set; } = [];
}

/// <summary>Fits the non-negative logistic regression of one measurement pattern with ML.NET, on one thread and so repeatably.</summary>
internal static class LogisticFit
{
    /// <summary>Computes the design of all patients as a pattern sees them.</summary>
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
    /// Fits one pattern from given weights, so that ML.NET's single-precision L-BFGS, which stops early from nothing, ends at the
    /// optimum. Every weight is at least 0; the tiny L1 term lets the optimiser move along that bound.
    /// </summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="rows">From <see cref="Rows"/>.</param>
    /// <param name="start">The weights to start from: one a column, then the intercept.</param>
    /// <param name="ridge">The weight of half the sum of the squared weights.</param>
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
        return trainer.Fit(context.Data.LoadFromEnumerable(rows), Linear(context, start));
    }

    /// <summary>ML.NET keeps the constructor of its linear models to itself, and has no other way to name a start.</summary>
    private static LinearModelParameters Linear(MLContext context, double[] start)
    {
        float[] weights = [.. start[..^1].Select(w => (float)w)];
        return (LinearModelParameters)Activator.CreateInstance(
            typeof(LinearRegressionModelParameters), BindingFlags.Instance | BindingFlags.NonPublic, null,
            [context, new VBuffer<float>(weights.Length, weights), (float)start[^1]], CultureInfo.InvariantCulture)!;
    }

    /// <summary>Joins the expansion and all patterns' regressions to the one ML.NET file, equal byte for byte from run to run.</summary>
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
        return WithoutTimes(saved);
    }

    /// <summary>The same zip with sorted entries and one fixed time, since ML.NET writes the time of day into each entry.</summary>
    private static byte[] WithoutTimes(MemoryStream saved)
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
