using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Models;

/// <summary>
/// The live model and the challenger. Without a trusted model the site stays up and says so.
/// The model may change at any time, so a request reads <see cref="Current"/> once. See Decisions/Model/0022-models.md.
/// </summary>
internal sealed partial class ServedModel(ModelCatalogue catalogue, ILogger<ServedModel> log)
{
    private volatile State _state = new(catalogue.BuiltIn.Model, null, null, null, false);

    /// <summary>The live model, or null.</summary>
    public RiskModel? Current => _state.Current;

    /// <summary>The challenger with the choice that made it so; null if there is none, or this process does not have it.</summary>
    public (RiskModel Model, ModelChoice Choice)? Challenger =>
        _state is { Challenger: { } model, ChallengerChoice: { } choice } ? (model, choice) : null;

    /// <summary>Whether this process does not have the promoted model.</summary>
    public bool LacksPromoted => _state.LacksPromoted;

    /// <summary>The hash of the promoted model, whether this process has it or not.</summary>
    public string PromotedSha256 => _state.Live?.Sha256 ?? ArtifactFiles.PinnedSha256;

    /// <summary>Finds a trusted model by its hash, live or not; null if this process does not have it.</summary>
    public RiskModel? Find(string sha256) => Current is { } model && model.Sha256 == sha256 ? model : catalogue.Find(sha256);

    /// <summary>Applies the stored choices, all at once.</summary>
    public void Apply(IReadOnlyList<ModelChoice> choices)
    {
        var before = _state;
        var live = choices.FirstOrDefault(choice => choice.Role == ModelRole.Live);
        var challenger = choices.FirstOrDefault(choice => choice.Role == ModelRole.Challenger);
        var isSameLive = live?.Sequence == before.Live?.Sequence;
        if (before.IsApplied && !before.LacksAny && isSameLive && challenger?.Sequence == before.ChallengerChoice?.Sequence) return;

        var promoted = live is null ? catalogue.BuiltIn.Model : catalogue.Find(live.Sha256);
        var lacks = live is not null && promoted is null;
        // A running process keeps its previous model for a while. A starting process has none.
        var current = lacks && before.IsApplied ? before.Current : promoted;
        var shadow = challenger is { Sha256.Length: > 0 } ? catalogue.Find(challenger.Sha256) : null;
        _state = new(current, live, shadow, challenger, lacks) { IsApplied = true };
        if (lacks && !(before.LacksPromoted && isSameLive)) LogLacking(log, live!.Version, live.Sha256, current?.Version ?? "none");
        if (current?.Sha256 != before.Current?.Sha256) LogChanged(log, current?.Version ?? "none", current?.Sha256 ?? "");
    }

    private sealed record State(
        RiskModel? Current, ModelChoice? Live, RiskModel? Challenger, ModelChoice? ChallengerChoice, bool LacksPromoted)
    {
        /// <summary>Whether the choices were read at least once.</summary>
        public bool IsApplied { get; init; }

        /// <summary>Whether a chosen model is missing, which the operator may still put into the folder.</summary>
        public bool LacksAny => LacksPromoted || (Challenger is null && ChallengerChoice is { Sha256.Length: > 0 });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The live model is now {Version} {Sha256}")]
    private static partial void LogChanged(ILogger log, string version, string sha256);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "The promoted model {Version} {Sha256} is missing in this process; it uses {Answering}, and /health/ready fails")]
    private static partial void LogLacking(ILogger log, string version, string sha256, string answering);
}
