using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cardio.Model;

/// <summary>What is known about one trained model; the file <c>card.json</c>.</summary>
public sealed record ModelCard
{
    /// <summary>The layout of the files; a model of another layout is refused.</summary>
    public const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
    };

    /// <summary>The layout of the files.</summary>
    public required int Schema { get; init; }

    /// <summary>The version, year.month.number.</summary>
    public required string Version { get; init; }

    /// <summary>The seed of folds and resamples.</summary>
    public required int Seed { get; init; }

    /// <summary>The development data.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>Cross-validated figures, all patterns' patients measured fully first.</summary>
    public required IReadOnlyList<GroupFigures> Figures { get; init; }

    /// <summary>Cross-validated figures at the decision thresholds .05 to .95.</summary>
    public required IReadOnlyList<ThresholdFigures> Thresholds { get; init; }

    /// <summary>The base of every explanation: medians and most frequent answers of the development data.</summary>
    public required PatientFeatures TypicalPatient { get; init; }

    /// <summary>The factor by which the replicates' spread is widened.</summary>
    public required double IntervalFactor { get; init; }

    /// <summary>The distribution of every input in the development data.</summary>
    public required IReadOnlyList<InputDistribution> Inputs { get; init; }

    /// <summary>Patients whose probability a loaded model must reproduce to 1e-6.</summary>
    public required IReadOnlyList<GoldenPatient> GoldenPatients { get; init; }

    /// <summary>All versions up to this one, oldest first.</summary>
    public required IReadOnlyList<VersionNote> History { get; init; }

    /// <summary>Reads a card.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <exception cref="JsonException">It is not a card.</exception>
    public static ModelCard Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ModelCard>(json, Json) ?? throw new JsonException("The card is empty.");

    /// <summary>Writes the card as UTF-8 text.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];
}

/// <summary>The development data behind a model.</summary>
public sealed record DataFacts
{
    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Rows of the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows within the hard limits, which the model learned from.</summary>
    public required int RowsUsed { get; init; }

    /// <summary>Share with disease among the rows used, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Folds of the cross-validation; rows of equal inputs share a fold.</summary>
    public required int Folds { get; init; }
}

/// <summary>A figure with its 95 % bootstrap interval.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Figure(double Value, double Low, double High);

/// <summary>The figures of one group of patients.</summary>
public sealed record GroupFigures
{
    /// <summary>Which values were known to the model.</summary>
    public required MeasurementPattern Pattern { get; init; }

    /// <summary>The group: <c>all</c>, <c>female</c>, <c>male</c> or an age band such as <c>45-50</c> (lower end inclusive).</summary>
    public required string Group { get; init; }

    /// <summary>Patients in it.</summary>
    public required int Count { get; init; }

    /// <summary>Share with disease, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required Figure Auc { get; init; }

    /// <summary>Brier score.</summary>
    public required Figure Brier { get; init; }

    /// <summary>Mean log-loss in nats.</summary>
    public required Figure LogLoss { get; init; }

    /// <summary>Accuracy at the threshold 0.5.</summary>
    public required Figure Accuracy { get; init; }

    /// <summary>Precision at 0.5.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Recall (sensitivity) at 0.5.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Specificity at 0.5.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>Slope of the logistic recalibration.</summary>
    public required Figure CalibrationSlope { get; init; }

    /// <summary>Intercept of the logistic recalibration with the slope held at 1.</summary>
    public required Figure CalibrationIntercept { get; init; }

    /// <summary>Expected calibration error over 15 equal-mass bins.</summary>
    public required Figure ExpectedCalibrationError { get; init; }
}

/// <summary>What a decision threshold does, at the training prevalence.</summary>
public sealed record ThresholdFigures
{
    /// <summary>Patients at or above it are called positive.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the positive who have the disease.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Share of the diseased who are positive.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Share of the healthy who are negative.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>Net benefit (Vickers and Elkin 2006): true positives less false ones at the threshold's odds, per patient.</summary>
    public required Figure NetBenefit { get; init; }
}

/// <summary>The distribution of one input.</summary>
public sealed record InputDistribution
{
    /// <summary>The input's name with its unit, as in <see cref="PatientFeatures"/>.</summary>
    public required string Input { get; init; }

    /// <summary>Smallest value.</summary>
    public required double Minimum { get; init; }

    /// <summary>1st percentile.</summary>
    public required double Percentile1 { get; init; }

    /// <summary>Median.</summary>
    public required double Median { get; init; }

    /// <summary>99th percentile.</summary>
    public required double Percentile99 { get; init; }

    /// <summary>Largest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>Lower edges of ten equal-mass bins (fewer where values repeat), for drift figures.</summary>
    public required IReadOnlyList<double> BinEdges { get; init; }

    /// <summary>Share of the patients in each bin.</summary>
    public required IReadOnlyList<double> BinShares { get; init; }
}

/// <summary>A made-up patient and the probability that the model gave when it was trained.</summary>
/// <param name="Features">The patient.</param>
/// <param name="Probability">The probability, 0 to 1.</param>
public sealed record GoldenPatient(PatientFeatures Features, double Probability);

/// <summary>One version of the model.</summary>
/// <param name="Version">The version.</param>
/// <param name="Note">What changed.</param>
public sealed record VersionNote(string Version, string Note);
