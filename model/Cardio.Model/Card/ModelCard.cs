using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>What is known about one trained model; the file <c>card.json</c>.</summary>
public sealed record ModelCard
{
    /// <summary>The layout of the files; a model of another layout is refused.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The layout of the files.</summary>
    public required int Schema { get; init; }

    /// <summary>The version, year.month.number.</summary>
    public required string Version { get; init; }

    /// <summary>The seed of folds and resamples.</summary>
    public required int Seed { get; init; }

    /// <summary>The weight of half the sum of the squared weights in the fit; null in the card of a model from before it was told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Ridge { get; init; }

    /// <summary>The development data.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>Cross-validated figures, all patterns' patients measured fully first.</summary>
    public required IReadOnlyList<GroupFigures> Figures { get; init; }

    /// <summary>Cross-validated figures at the decision thresholds .05 to .95.</summary>
    public required IReadOnlyList<ThresholdFigures> Thresholds { get; init; }

    /// <summary>Predicted against observed over bins of equal size, everything measured; lowest first.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>The base of every explanation: medians and most frequent answers of the development data.</summary>
    public required PatientFeatures TypicalPatient { get; init; }

    /// <summary>The number of bootstrap replicates of the fit.</summary>
    public required int Replicates { get; init; }

    /// <summary>The share of the intervals of an estimate that hold the true probability in simulations, such as 0.95.</summary>
    public required double IntervalLevel { get; init; }

    /// <summary>How the intervals of an estimate were widened to hold their level, one a measurement pattern in its order.</summary>
    public required IReadOnlyList<IntervalWidening> IntervalWidenings { get; init; }

    /// <summary>The distribution of every input in the development data.</summary>
    public required IReadOnlyList<InputDistribution> Inputs { get; init; }

    /// <summary>
    /// The distribution of the cross-validated probability in the development data, everything measured, at its prevalence; null in
    /// the card of a model from before it was told.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InputDistribution? Probability { get; init; }

    /// <summary>Patients whose probability a loaded model must reproduce to 1e-6.</summary>
    public required IReadOnlyList<GoldenPatient> GoldenPatients { get; init; }

    /// <summary>All versions up to this one, oldest first.</summary>
    public required IReadOnlyList<VersionNote> History { get; init; }

    /// <summary>Reads a card.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <exception cref="JsonException">It is not a card.</exception>
    public static ModelCard Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, CardJson.Default.ModelCard) ?? throw new JsonException("The card is empty.");

    /// <summary>Writes the card as UTF-8 text.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, CardJson.Default.ModelCard), (byte)'\n'];
}
