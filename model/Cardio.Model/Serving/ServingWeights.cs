using System.Buffers.Binary;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>
/// Weights of the ML.NET model as a flat file: for each measurement pattern one single-precision number per column, then the
/// intercept, little-endian. Training extracts them from the ML.NET file, and a test compares both.
/// </summary>
internal static class ServingWeights
{
    private const int Length = SplineDesign.ColumnCount + 1;

    public static byte[] Write(float[][] weights)
    {
        var bytes = new byte[weights.Length * Length * sizeof(float)];
        foreach (var (index, weight) in weights.SelectMany(w => w).Index())
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), weight);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The file is malformed or belongs to another design.</exception>
    public static FoldedModel[] Fold(byte[] bytes)
    {
        if (bytes.Length != MeasurementPatterns.Count * Length * sizeof(float))
            throw new InvalidDataException("The file of weights has the wrong length.");
        return [.. Enum.GetValues<MeasurementPattern>().Select(pattern => ModelArtifact.Fold(Weights(bytes, (int)pattern), pattern))];
    }

    private static double[] Weights(byte[] bytes, int pattern)
    {
        var weights = new double[Length];
        for (var i = 0; i < Length; i++)
        {
            weights[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan((pattern * Length + i) * sizeof(float)));
            if (!double.IsFinite(weights[i]))
                throw new InvalidDataException("A weight is not finite.");
        }
        return weights;
    }
}
