using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>
/// The trained model: the probability that a patient has cardiovascular disease now, as the development data recorded it, at that
/// data's prevalence. Immutable and safe for use by many threads at once.
/// </summary>
public sealed class RiskModel
{
    private const int FewestGoldenPatients = 12;

    private readonly FoldedModel[] _patterns;
    private readonly Explainer _explainer;
    private readonly PatientFlags _flags;

    private RiskModel(ModelCard card, string sha256, FoldedModel[] patterns, BootstrapReplicates replicates, CellCounts cells)
    {
        Card = card;
        Sha256 = sha256;
        _patterns = patterns;
        _flags = new PatientFlags(card);
        _explainer = new Explainer(this, patterns, replicates, cells);
    }

    /// <summary>What is known about the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The model's version, such as 2026.11.1.</summary>
    public string Version => Card.Version;

    /// <summary>The hash that identifies all files of the model: lower-case hexadecimal. See <see cref="ArtifactFiles"/>.</summary>
    public string Sha256 { get; }

    /// <summary>Loads a model and checks its files against the hash that lies beside them.</summary>
    /// <param name="artifactDirectory">The directory that training wrote.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or of another layout.</exception>
    public static RiskModel Load(string artifactDirectory)
    {
        try
        {
            return Load(artifactDirectory, File.ReadAllText(Path.Combine(artifactDirectory, ArtifactFiles.Hash)).Trim());
        }
        catch (IOException e)
        {
            throw new ModelIntegrityException($"The model's hash cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Loads a model: reads every file once, checks the bytes against the pinned hash, loads from those bytes, and lets the golden
    /// patients reproduce to 1e-6.
    /// </summary>
    /// <param name="artifactDirectory">The directory that training wrote.</param>
    /// <param name="pinnedSha256">The expected <see cref="Sha256"/>; the site uses <see cref="ArtifactFiles.PinnedSha256"/>.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or of another layout, or is not the pinned one.</exception>
    public static RiskModel Load(string artifactDirectory, string pinnedSha256) => Load(artifactDirectory, [pinnedSha256]);

    /// <summary>The same where several hashes are trusted.</summary>
    /// <param name="artifactDirectory">The directory that training wrote.</param>
    /// <param name="pinnedSha256">The hashes of which one is expected.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or of another layout, or is not a pinned one.</exception>
    public static RiskModel Load(string artifactDirectory, IReadOnlyCollection<string> pinnedSha256)
    {
        ArgumentNullException.ThrowIfNull(pinnedSha256);
        try
        {
            byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(artifactDirectory, f)))];
            var hash = ArtifactFiles.Sha256(contents);
            if (!pinnedSha256.Contains(hash))
                throw new ModelIntegrityException($"The model's files have the hash {hash}, which is not trusted here.");
            return FromVerified(contents, hash);
        }
        catch (Exception e) when (e is not (ModelIntegrityException or OutOfMemoryException))
        {
            throw new ModelIntegrityException($"The model cannot be loaded: {e.Message}", e);
        }
    }

    /// <summary>The probability of disease at the training prevalence. Allocates nothing.</summary>
    /// <param name="patient">The patient; values outside the training range count like the nearest ones inside.</param>
    /// <returns>0 to 1.</returns>
    public double Score(in PatientFeatures patient)
    {
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        var pattern = MeasurementPatterns.FromPatient(patient);
        SplineDesign.ReadKnownAxes(patient, pattern, axes);
        return Sigmoid(_patterns[(int)pattern].Logit(axes));
    }

    /// <summary>Everything that stands behind one estimate.</summary>
    /// <param name="patient">The patient.</param>
    public RiskExplanation Explain(in PatientFeatures patient) => _explainer.Explain(patient);

    /// <summary>What each feature that differs adds to the change from one patient to another; nothing for equal features.</summary>
    /// <param name="before">The earlier values.</param>
    /// <param name="after">The later values.</param>
    public IReadOnlyList<FeatureChange> ExplainChange(in PatientFeatures before, in PatientFeatures after) =>
        ChangeAttribution.Split(this, before, after);

    /// <summary>Why the estimate deserves less trust than its number suggests, in the order of <see cref="PatientFlag"/>.</summary>
    /// <param name="patient">The patient.</param>
    public IReadOnlyList<PatientFlag> Flags(in PatientFeatures patient) => _flags.Of(patient);

    internal static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static RiskModel FromVerified(byte[][] contents, string hash)
    {
        // Reading the card takes as long as all the rest, so it runs beside it: this is most of a cold start.
        var reading = Task.Run(() => ModelCard.Parse(contents[0]));
        var (patterns, replicates, cells) = (ServingWeights.Fold(contents[4]), BootstrapReplicates.Read(contents[3]), CellCounts.Read(contents[1]));
        var card = reading.GetAwaiter().GetResult();
        if (card.Schema != ModelCard.CurrentSchema)
            throw new ModelIntegrityException($"The model has the layout {card.Schema} instead of {ModelCard.CurrentSchema}.");
        var model = new RiskModel(card, hash, patterns, replicates, cells);
        if (card.GoldenPatients.Count < FewestGoldenPatients)
            throw new ModelIntegrityException($"The model has {card.GoldenPatients.Count} golden patients instead of {FewestGoldenPatients}.");
        foreach (var golden in card.GoldenPatients)
        {
            var difference = Math.Abs(model.Score(golden.Features) - golden.Probability);
            if (!(difference <= 1e-6))
                throw new ModelIntegrityException($"A golden patient is scored {difference} away from its probability.");
        }
        return model;
    }
}
