using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>
/// Trained diagnostic model: estimates the probability that a patient has cardiovascular disease now, as defined in the development
/// data and at its prevalence. Immutable and thread-safe.
/// </summary>
public sealed class RiskModel
{
    private const int MinimumGoldenPatients = 12;

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

    /// <summary>Model card: provenance, data and performance.</summary>
    public ModelCard Card { get; }

    /// <summary>Version of the model, such as 2026.11.1.</summary>
    public string Version => Card.Version;

    /// <summary>Combined hash of all files of the model, lower-case hexadecimal; see <see cref="ArtifactFiles"/>.</summary>
    public string Sha256 { get; }

    /// <summary>Loads a model and verifies it against the hash file in its directory.</summary>
    /// <param name="artifactDirectory">Directory with the files of the model.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or has another layout.</exception>
    public static RiskModel Load(string artifactDirectory)
    {
        try
        {
            return Load(artifactDirectory, File.ReadAllText(Path.Combine(artifactDirectory, ArtifactFiles.Hash)).Trim());
        }
        catch (IOException e)
        {
            throw new ModelIntegrityException($"The hash file of the model cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Loads a model and verifies it against a pinned hash. Each file is read once, so the verified bytes are the bytes in use. The
    /// model must reproduce the golden patients to 1e-6.
    /// </summary>
    /// <param name="artifactDirectory">Directory with the files of the model.</param>
    /// <param name="pinnedSha256">Expected <see cref="Sha256"/>; the site uses <see cref="ArtifactFiles.PinnedSha256"/>.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or has another layout, or the hash differs.</exception>
    public static RiskModel Load(string artifactDirectory, string pinnedSha256) => Load(artifactDirectory, [pinnedSha256]);

    /// <summary>Loads a model and verifies it against several trusted hashes.</summary>
    /// <param name="artifactDirectory">Directory with the files of the model.</param>
    /// <param name="pinnedSha256">Trusted hashes; one of them must match.</param>
    /// <exception cref="ModelIntegrityException">A file is missing, damaged or has another layout, or no hash matches.</exception>
    public static RiskModel Load(string artifactDirectory, IReadOnlyCollection<string> pinnedSha256)
    {
        ArgumentNullException.ThrowIfNull(pinnedSha256);
        try
        {
            byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(artifactDirectory, f)))];
            var hash = ArtifactFiles.Sha256(contents);
            if (!pinnedSha256.Contains(hash))
                throw new ModelIntegrityException($"The files of the model have the hash {hash}, which is not trusted.");
            return FromVerified(contents, hash);
        }
        catch (Exception e) when (e is not (ModelIntegrityException or OutOfMemoryException))
        {
            throw new ModelIntegrityException($"The model cannot be loaded: {e.Message}", e);
        }
    }

    /// <summary>Computes the probability of disease at the training prevalence, without allocating memory.</summary>
    /// <param name="patient">Inputs of the patient; values beyond the outer knots are scored at the nearest knot.</param>
    /// <returns>Probability, 0 to 1.</returns>
    public double Score(in PatientFeatures patient)
    {
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        var pattern = MeasurementPatterns.FromPatient(patient);
        SplineDesign.ReadKnownAxes(patient, pattern, axes);
        return Sigmoid(_patterns[(int)pattern].Logit(axes));
    }

    /// <summary>Explains the estimate of a patient.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    public RiskExplanation Explain(in PatientFeatures patient) => _explainer.Explain(patient);

    /// <summary>Attributes the change between two estimates to the features that differ; empty if none differ.</summary>
    /// <param name="before">Earlier inputs.</param>
    /// <param name="after">Later inputs.</param>
    public IReadOnlyList<FeatureChange> ExplainChange(in PatientFeatures before, in PatientFeatures after) =>
        ChangeAttribution.Split(this, before, after);

    /// <summary>Returns the reasons why an estimate is less reliable, in the order of <see cref="PatientFlag"/>.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    public IReadOnlyList<PatientFlag> Flags(in PatientFeatures patient) => _flags.Find(patient);

    internal static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static RiskModel FromVerified(byte[][] contents, string hash)
    {
        // Parsing the card takes as long as everything else and dominates a cold start, so it runs in parallel.
        var parsing = Task.Run(() => ModelCard.Parse(contents[0]));
        var patterns = ServingWeights.Fold(contents[4]);
        var replicates = BootstrapReplicates.Read(contents[3]);
        var cells = CellCounts.Read(contents[1]);
        var card = parsing.GetAwaiter().GetResult();
        if (card.Schema != ModelCard.CurrentSchema)
            throw new ModelIntegrityException($"The model has layout version {card.Schema} instead of {ModelCard.CurrentSchema}.");
        var model = new RiskModel(card, hash, patterns, replicates, cells);
        if (card.GoldenPatients.Count < MinimumGoldenPatients)
        {
            throw new ModelIntegrityException(
                $"The model has {card.GoldenPatients.Count} golden patients, fewer than {MinimumGoldenPatients}.");
        }
        foreach (var golden in card.GoldenPatients)
        {
            var difference = Math.Abs(model.Score(golden.Features) - golden.Probability);
            if (!(difference <= 1e-6))
                throw new ModelIntegrityException($"The score of a golden patient differs by {difference} from its recorded probability.");
        }
        return model;
    }
}
