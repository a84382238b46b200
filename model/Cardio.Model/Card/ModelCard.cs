using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>Provenance, data and performance of one trained model; the content of <c>card.json</c>.</summary>
public sealed record ModelCard
{
    /// <summary>Supported version of the file layout; a model with another version is rejected.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the file layout.</summary>
    public required int Schema { get; init; }

    /// <summary>Version of the model, year.month.number.</summary>
    public required string Version { get; init; }

    /// <summary>Random seed of the folds and of the bootstrap.</summary>
    public required int Seed { get; init; }

    /// <summary>Ridge (L2) penalty of the fit; null in cards written before it was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Ridge { get; init; }

    /// <summary>Development data.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>Cross-validated performance by measurement pattern and group, in the order of <see cref="MeasurementPattern"/>.</summary>
    public required IReadOnlyList<GroupFigures> Figures { get; init; }

    /// <summary>Cross-validated performance at the thresholds 0.05 to 0.95, for patients with all inputs measured.</summary>
    public required IReadOnlyList<ThresholdFigures> Thresholds { get; init; }

    /// <summary>Calibration plot: predicted and observed risk in bins of equal size, everything measured, lowest first.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>Base of every explanation: medians and most frequent categories of the development data.</summary>
    public required PatientFeatures TypicalPatient { get; init; }

    /// <summary>Number of bootstrap replicates of the fit.</summary>
    public required int Replicates { get; init; }

    /// <summary>Confidence level of the intervals of an estimate, such as 0.95; checked by simulation.</summary>
    public required double IntervalLevel { get; init; }

    /// <summary>Widening of the confidence intervals, one entry per measurement pattern, in the order of the enumeration.</summary>
    public required IReadOnlyList<IntervalWidening> IntervalWidenings { get; init; }

    /// <summary>Distribution of every input in the development data.</summary>
    public required IReadOnlyList<InputDistribution> Inputs { get; init; }

    /// <summary>
    /// Distribution of the cross-validated probability in the development data, everything measured, at the training prevalence;
    /// null in cards written before it was recorded.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InputDistribution? Probability { get; init; }

    /// <summary>Patients whose probability a loaded model must reproduce to 1e-6.</summary>
    public required IReadOnlyList<GoldenPatient> GoldenPatients { get; init; }

    /// <summary>Version history up to this version, oldest first.</summary>
    public required IReadOnlyList<VersionNote> History { get; init; }

    /// <summary>Deserializes a card.</summary>
    /// <param name="json">JSON as UTF-8.</param>
    /// <exception cref="JsonException">The text is not a valid card.</exception>
    public static ModelCard Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, CardJson.Default.ModelCard) ?? throw new JsonException("The card is empty.");

    /// <summary>Serializes the card as UTF-8 JSON.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, CardJson.Default.ModelCard), (byte)'\n'];
}
