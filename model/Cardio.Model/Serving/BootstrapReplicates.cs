using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>
/// The weights of the bootstrap replicates: a patient's estimate under each shows how much it would move had the development data
/// been drawn anew. Layout: replicate count, then for each pattern the number of columns that any replicate uses, and for each of
/// these its index and one weight a replicate; the index <see cref="SplineDesign.ColumnCount"/> stands for the intercept.
/// </summary>
internal sealed class BootstrapReplicates
{
    private const int MostReplicates = 10_000;

    private readonly (int Column, float[] Weights)[][] _patterns;

    private BootstrapReplicates(int count, (int, float[])[][] patterns) => (Count, _patterns) = (count, patterns);

    public int Count { get; }

    /// <exception cref="InvalidDataException">The bytes are no replicates.</exception>
    public static BootstrapReplicates Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var count = Whole(reader, 2, MostReplicates);
        var patterns = new (int, float[])[MeasurementPatterns.Count][];
        for (var p = 0; p < patterns.Length; p++)
        {
            patterns[p] = new (int, float[])[Whole(reader, 1, SplineDesign.ColumnCount + 1)];
            for (var c = 0; c < patterns[p].Length; c++)
            {
                patterns[p][c] = (Whole(reader, 0, SplineDesign.ColumnCount), new float[count]);
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(patterns[p][c].Item2.AsSpan()));
                if (!patterns[p][c].Item2.All(float.IsFinite))
                    throw new InvalidDataException("A replicate has a weight that is no number.");
            }
        }
        return reader.BaseStream.Position == bytes.Length
            ? new BootstrapReplicates(count, patterns)
            : throw new InvalidDataException("The replicates have the wrong size.");
    }

    private static int Whole(BinaryReader reader, int minimum, int maximum)
    {
        var value = reader.ReadInt32();
        return value >= minimum && value <= maximum ? value : throw new InvalidDataException($"The replicates hold {value} out of place.");
    }

    /// <summary>Writes the weights; <c>weights[pattern][replicate]</c> holds the columns, then the intercept.</summary>
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

    /// <summary>Standard deviation of the patient's logit over the replicates.</summary>
    public double LogitSpread(MeasurementPattern pattern, ReadOnlySpan<double> axes)
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
