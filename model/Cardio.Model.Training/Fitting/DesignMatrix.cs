using System.Numerics.Tensors;
using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Fitting;

/// <summary>Grouped binomial data: draws (trials) and draws with disease (positives) of each distinct row.</summary>
internal sealed record DrawnRows(float[] Trials, float[] Positives);

/// <summary>
/// Design matrix of one measurement pattern, column by column; patients with equal inputs share a row. Computes loss, gradient and
/// Hessian of the logistic regression. Weight vectors have one weight per column, then the intercept.
/// </summary>
internal sealed class DesignMatrix
{
    /// <summary>Rows processed at a time, so that they fit in the CPU cache.</summary>
    private const int Chunk = 2048;

    private readonly int[] _rowOf;
    private readonly float[][] _columns;

    /// <summary>Computes the design matrix.</summary>
    /// <param name="patients">Inputs of the patients, masked to one pattern.</param>
    public DesignMatrix(IReadOnlyList<PatientFeatures> patients)
    {
        var rows = new Dictionary<PatientFeatures, int>();
        _rowOf = new int[patients.Count];
        for (var i = 0; i < _rowOf.Length; i++)
        {
            if (!rows.TryGetValue(patients[i], out var row))
                rows.Add(patients[i], row = rows.Count);
            _rowOf[i] = row;
        }
        Rows = rows.Count;
        var all = Enumerable.Range(0, SplineDesign.ColumnCount).Select(_ => new float[Rows]).ToArray();
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        Span<float> columns = stackalloc float[SplineDesign.ColumnCount];
        foreach (var (patient, row) in rows)
        {
            SplineDesign.ReadAxes(patient, axes);
            SplineDesign.Expand(axes, columns);
            for (var c = 0; c < columns.Length; c++)
                all[c][row] = columns[c];
        }
        Used = [.. all.Index().Where(c => c.Item.AsSpan().ContainsAnyExcept(c.Item[0])).Select(c => c.Index)];
        _columns = [.. Used.Select(c => all[c])];
    }

    public int Rows { get; }

    /// <summary>Indices of the <see cref="SplineDesign"/> columns that vary in this pattern.</summary>
    public IReadOnlyList<int> Used { get; }

    /// <summary>Number of weights, including the intercept.</summary>
    public int Parameters => _columns.Length + 1;

    /// <summary>Computes a label for every patient from the index of the patient's row.</summary>
    public bool[] Labels(Func<int, bool> label) => [.. _rowOf.Select(label)];

    /// <summary>Groups a sample by row; each patient counts as often as drawn.</summary>
    public DrawnRows Draw(bool[] labels, int[] draws)
    {
        var sample = new DrawnRows(new float[Rows], new float[Rows]);
        for (var i = 0; i < draws.Length; i++)
        {
            sample.Trials[_rowOf[i]] += draws[i];
            sample.Positives[_rowOf[i]] += labels[i] ? draws[i] : 0;
        }
        return sample;
    }

    /// <summary>Computes the logit of every row.</summary>
    public float[] Logits(ReadOnlySpan<double> weights)
    {
        var logits = new float[Rows];
        Array.Fill(logits, (float)weights[^1]);
        for (var c = 0; c < _columns.Length; c++)
        {
            if (weights[c] != 0)
                TensorPrimitives.MultiplyAdd(_columns[c], (float)weights[c], logits, logits);
        }
        return logits;
    }

    /// <summary>Computes the summed log-loss in nats.</summary>
    public static double Loss(ReadOnlySpan<float> logits, DrawnRows sample)
    {
        double loss = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            double z = logits[i];
            loss += sample.Trials[i] * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))) - sample.Positives[i] * z;
        }
        return loss;
    }

    /// <summary>Computes the gradient of the loss.</summary>
    public double[] Gradient(ReadOnlySpan<float> logits, DrawnRows sample)
    {
        var residuals = new float[Rows];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = (float)(sample.Trials[i] * RiskModel.Sigmoid(logits[i]) - sample.Positives[i]);
        var gradient = new double[Parameters];
        for (var from = 0; from < Rows; from += Chunk)
        {
            var length = Math.Min(Chunk, Rows - from);
            var part = residuals.AsSpan(from, length);
            for (var c = 0; c < _columns.Length; c++)
                gradient[c] += TensorPrimitives.Dot<float>(part, _columns[c].AsSpan(from, length));
            gradient[^1] += TensorPrimitives.Sum<float>(part);
        }
        return gradient;
    }

    /// <summary>Computes the Hessian of the loss, in row-major order.</summary>
    public double[] Hessian(ReadOnlySpan<float> logits, DrawnRows sample)
    {
        var n = Parameters;
        var hessian = new double[n * n];
        var scaled = new float[Chunk];
        var variances = new float[Chunk];
        for (var from = 0; from < Rows; from += Chunk)
        {
            var length = Math.Min(Chunk, Rows - from);
            for (var i = 0; i < length; i++)
            {
                var p = RiskModel.Sigmoid(logits[from + i]);
                variances[i] = (float)(sample.Trials[from + i] * p * (1 - p));
            }
            var part = scaled.AsSpan(0, length);
            for (var a = 0; a < n - 1; a++)
            {
                TensorPrimitives.Multiply<float>(_columns[a].AsSpan(from, length), variances.AsSpan(0, length), part);
                for (var b = 0; b <= a; b++)
                    hessian[a * n + b] += TensorPrimitives.Dot<float>(part, _columns[b].AsSpan(from, length));
                hessian[(n - 1) * n + a] += TensorPrimitives.Sum<float>(part);
            }
            hessian[n * n - 1] += TensorPrimitives.Sum<float>(variances.AsSpan(0, length));
        }
        for (var a = 0; a < n; a++)
        for (var b = 0; b < a; b++)
            hessian[b * n + a] = hessian[a * n + b];
        return hessian;
    }
}
