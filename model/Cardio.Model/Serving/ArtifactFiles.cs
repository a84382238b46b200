using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Cardio.Model.Serving;

/// <summary>
/// The files of one trained model and the hash that identifies the lot. The hash is the SHA-256 of the text that
/// <c>sha256sum card.json cells.bin model.zip replicates.bin weights.bin</c> prints, so that one flipped bit in any of them changes it.
/// </summary>
public static class ArtifactFiles
{
    /// <summary>The model card.</summary>
    public const string Card = "card.json";

    /// <summary>The counts behind "patients like this".</summary>
    public const string Cells = "cells.bin";

    /// <summary>The ML.NET model.</summary>
    public const string Model = "model.zip";

    /// <summary>The weights of the bootstrap replicates.</summary>
    public const string Replicates = "replicates.bin";

    /// <summary>The weights of the ML.NET model alone, read at once where loading ML.NET takes a third of a second.</summary>
    public const string Weights = "weights.bin";

    /// <summary>Holds the hash of the lot; written by training, embedded in this assembly as the pin.</summary>
    public const string Hash = "model.sha256";

    /// <summary>The files under the hash, in its order.</summary>
    public static IReadOnlyList<string> All { get; } = [Card, Cells, Model, Replicates, Weights];

    /// <summary>The hash of the model that this assembly was built with: lower-case hexadecimal, or empty before the first training.</summary>
    public static string PinnedSha256 { get; } = ReadPins().FirstOrDefault(pin => pin.Name == Hash).Sha256 ?? "";

    /// <summary>The hashes of the models that may follow it, from <c>model/candidates</c> of the repository that this assembly was built from.</summary>
    public static IReadOnlyList<string> CandidateSha256 { get; } = [.. ReadPins().Where(pin => pin.Name != Hash).Select(pin => pin.Sha256)];

    /// <summary>Hashes the lot.</summary>
    /// <param name="contents">The bytes of <see cref="All"/>, in that order.</param>
    public static string Sha256(IReadOnlyList<byte[]> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var lines = All.Zip(contents, (name, bytes) => $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static IEnumerable<(string Name, string Sha256)> ReadPins()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Hash, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd().Trim());
        }
    }
}
