using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Cardio.Model.Serving;

/// <summary>
/// Files of one trained model and the hash that identifies them together. The hash is the SHA-256 of the output of
/// <c>sha256sum card.json cells.bin model.zip replicates.bin weights.bin</c>, so a change of one bit in any file changes it.
/// </summary>
public static class ArtifactFiles
{
    /// <summary>File name of the model card.</summary>
    public const string Card = "card.json";

    /// <summary>File name of the patient counts behind "patients like this".</summary>
    public const string Cells = "cells.bin";

    /// <summary>File name of the ML.NET model.</summary>
    public const string Model = "model.zip";

    /// <summary>File name of the weights of the bootstrap replicates.</summary>
    public const string Replicates = "replicates.bin";

    /// <summary>File name of the weights of the ML.NET model; they load faster than the ML.NET file itself.</summary>
    public const string Weights = "weights.bin";

    /// <summary>File name of the combined hash. Training writes it, and the build embeds it in this assembly.</summary>
    public const string Hash = "model.sha256";

    /// <summary>File names covered by the hash, in hashing order.</summary>
    public static IReadOnlyList<string> All { get; } = [Card, Cells, Model, Replicates, Weights];

    /// <summary>Hash of the model that this assembly was built with: lower-case hexadecimal, or empty before the first training.</summary>
    public static string PinnedSha256 { get; } = ReadPins().FirstOrDefault(pin => pin.Name == Hash).Sha256 ?? "";

    /// <summary>Hashes of the candidate models in <c>model/candidates</c> when this assembly was built.</summary>
    public static IReadOnlyList<string> CandidateSha256 { get; } =
        [.. ReadPins().Where(pin => pin.Name != Hash).Select(pin => pin.Sha256)];

    /// <summary>Computes the combined hash.</summary>
    /// <param name="contents">Contents of the files in <see cref="All"/>, in that order.</param>
    public static string Sha256(IReadOnlyList<byte[]> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var lines = All.Zip(contents, (name, bytes) => $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static IEnumerable<(string Name, string Sha256)> ReadPins()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Hash, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd().Trim());
        }
    }
}
