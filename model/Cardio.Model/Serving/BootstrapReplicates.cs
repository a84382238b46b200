using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>
/// Weights of the bootstrap replicates; the spread of a patient's estimates over the replicates is its standard error. File layout:
/// number of replicates; then for each pattern the number of columns with a non-zero weight; then for each column its index and one
/// weight per replicate. The index <see cref="SplineDesign.ColumnCount"/> denotes the intercept.
/// </summary>
internal sealed class BootstrapReplicates
{
    private const int MaximumReplicates = 10_000;

    private readonly (int Column, float[] Weights)[][] _patterns;

    private BootstrapReplicates(int count, (int, float[])[][] patterns) => (Count, _patterns) = (count, patterns);

    public int Count { get; }

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static BootstrapReplicates Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var count = ReadInt32(reader, 2, MaximumReplicates);
        var patterns = new (int, float[])[MeasurementPatterns.Count][];
        for (var p = 0; p < patterns.Length; p++)
        {
            patterns[p] = new (int, float[])[ReadInt32(reader, 1, SplineDesign.ColumnCount + 1)];
            for (var c = 0; c < patterns[p].Length; c++)
            {
                patterns[p][c] = (ReadInt32(reader, 0, SplineDesign.ColumnCount), new float[count]);
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(patterns[p][c].Item2.AsSpan()));
                if (!patterns[p][c].Item2.All(float.IsFinite))
                    throw new InvalidDataException("A weight of a bootstrap replicate is not finite.");
            }
        }
        return reader.BaseStream.Position == bytes.Length
            ? new BootstrapReplicates(count, patterns)
            : throw new InvalidDataException("The file of bootstrap replicates has the wrong length.");
    }

    private static int ReadInt32(BinaryReader reader, int minimum, int maximum)
    {
        var value = reader.ReadInt32();
        return value >= minimum && value <= maximum
            ? value
            : throw new InvalidDataException($"The file of bootstrap replicates has an invalid count or index {value}.");
    }

    /// <summary>Serializes the weights; <c>weights[pattern][replicate]</c> has one weight per column, then the intercept.</summary>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<float[]>> weights)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(weights[0].Count);
        foreach (var replicates in weights)
        {
            var used = Enumerable.Range(0, SplineDesign.ColumnCount + 1).Where(c => replicates.Any(r => r[c] != 0)).ToArray();
            writer.Write(used.Length);
            foreach (var column in used)
            {
                writer.Write(column);
                foreach (var replicate in replicates)
                    writer.Write(replicate[column]);
            }
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Computes the bootstrap standard error of a patient's logit.</summary>
    public double LogitStandardError(MeasurementPattern pattern, ReadOnlySpan<double> axes)
    {
        Span<float> logits = stackalloc float[Count];
        logits.Clear();
        foreach (var (column, weights) in _patterns[(int)pattern])
        {
            var value = column == SplineDesign.ColumnCount ? 1 : SplineDesign.Columns[column].At(axes);
            if (value != 0)
                TensorPrimitives.MultiplyAdd(weights, value, logits, logits);
        }
        var mean = TensorPrimitives.Sum(logits) / Count;
        TensorPrimitives.Subtract(logits, mean, logits);
        return Math.Sqrt(TensorPrimitives.SumOfSquares(logits) / (Count - 1));
    }
}
