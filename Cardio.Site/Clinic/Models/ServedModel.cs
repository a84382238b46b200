using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Models;

/// <summary>
/// The model that answers, or none where none can be trusted: the site stays up and says so. It changes while the site runs, so
/// whoever answers a request reads <see cref="Current"/> once. Why it is so: Decisions/0022-models.md.
/// </summary>
internal sealed partial class ServedModel(ModelCatalogue catalogue, ILogger<ServedModel> log)
{
    private volatile State _state = new(catalogue.BuiltIn.Model, null, null, null, false);

    /// <summary>The model that answers, or null where there is none.</summary>
    public RiskModel? Current => _state.Current;

    /// <summary>The model that scores beside it, with the choice that made it so; null where there is none, or not here.</summary>
    public (RiskModel Model, ModelChoice Choice)? Challenger => _state is { Challenger: { } model, ChallengerChoice: { } choice } ? (model, choice) : null;

    /// <summary>Whether another model was promoted than this process has.</summary>
    public bool LacksPromoted => _state.LacksPromoted;

    /// <summary>The hash of the model that ought to answer.</summary>
    public string PromotedSha256 => _state.Live?.Sha256 ?? ArtifactFiles.PinnedSha256;

    /// <summary>The trusted model of a hash, whether it answers or not; null where this process has none.</summary>
    public RiskModel? Find(string sha256) => Current is { } model && model.Sha256 == sha256 ? model : catalogue.Find(sha256);

    /// <summary>Puts the choices that hold into effect, all at once.</summary>
    public void Apply(IReadOnlyList<ModelChoice> choices)
    {
        var before = _state;
        var live = choices.FirstOrDefault(choice => choice.Role == ModelRole.Live);
        var challenger = choices.FirstOrDefault(choice => choice.Role == ModelRole.Challenger);
        if (before.IsApplied && !before.LacksAny && live?.Sequence == before.Live?.Sequence && challenger?.Sequence == before.ChallengerChoice?.Sequence) return;

        var promoted = live is null ? catalogue.BuiltIn.Model : catalogue.Find(live.Sha256);
        var lacks = live is not null && promoted is null;
        // What this process answered until now is better than nothing for a while; at its start it has no such thing.
        var current = lacks && before.IsApplied ? before.Current : promoted;
        var shadow = challenger is { Sha256.Length: > 0 } ? catalogue.Find(challenger.Sha256) : null;
        _state = new(current, live, shadow, challenger, lacks) { IsApplied = true };
        if (lacks && !(before.LacksPromoted && live?.Sequence == before.Live?.Sequence)) LogLacking(log, live!.Version, live.Sha256, current?.Version ?? "none");
        if (current?.Sha256 != before.Current?.Sha256) LogChanged(log, current?.Version ?? "none", current?.Sha256 ?? "");
    }

    private sealed record State(RiskModel? Current, ModelChoice? Live, RiskModel? Challenger, ModelChoice? ChallengerChoice, bool LacksPromoted)
    {
        /// <summary>Whether the choices were read at all.</summary>
        public bool IsApplied { get; init; }

        /// <summary>Whether a chosen model may still be put into the folder.</summary>
        public bool LacksAny => LacksPromoted || (Challenger is null && ChallengerChoice is { Sha256.Length: > 0 });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The model that answers from now on: {Version} {Sha256}")]
    private static partial void LogChanged(ILogger log, string version, string sha256);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The promoted model {Version} {Sha256} is not here; what answers is {Answering}, and /health/ready says so")]
    private static partial void LogLacking(ILogger log, string version, string sha256, string answering);
}
