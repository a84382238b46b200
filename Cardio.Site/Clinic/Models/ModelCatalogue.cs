using Cardio.Model.Serving;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Clinic.Models;

/// <summary>
/// The trained models that this process can read. One is trusted by its hash alone: those that the site was built with, and those that
/// the operator names in <c>Model:TrustedSha256</c>. Nothing is ever uploaded.
/// </summary>
internal sealed partial class ModelCatalogue
{
    private readonly Lock _gate = new();
    private readonly ILogger<ModelCatalogue> _log;
    private readonly DirectoryInfo _candidates;
    private readonly IReadOnlyList<string> _pins;
    private readonly Dictionary<string, TrainedArtifact> _seen = [];

    /// <summary>Loads the model that is built in; the others once they are asked for.</summary>
    public ModelCatalogue(IOptions<ModelOptions> options, ILogger<ModelCatalogue> log)
    {
        _log = log;
        _candidates = new(options.Value.Candidates ?? Path.Combine(AppContext.BaseDirectory, "candidates"));
        _pins = [.. ArtifactFiles.CandidateSha256, .. options.Value.TrustedSha256?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []];
        BuiltIn = Load("", options.Value.Directory ?? Path.Combine(AppContext.BaseDirectory, "model"), [ArtifactFiles.PinnedSha256]);
    }

    /// <summary>The model that answers where none was promoted.</summary>
    public TrainedArtifact BuiltIn { get; }

    /// <summary>Looks into the folder and gives all models, the built-in one first; one that was refused before is tried again.</summary>
    public IReadOnlyList<TrainedArtifact> Look()
    {
        lock (_gate)
        {
            var folders = Folders();
            foreach (var gone in _seen.Keys.Except(folders.Select(folder => folder.Name)).Where(name => _seen[name].Model is null).ToList()) _seen.Remove(gone);
            foreach (var folder in folders)
            {
                if (_seen.GetValueOrDefault(folder.Name) is not { Model: not null }) _seen[folder.Name] = Load(folder.Name, folder.FullName, _pins);
            }
            return [BuiltIn, .. _seen.Values.Where(artifact => !IsAgain(artifact)).OrderBy(artifact => artifact.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Every model that can be used, the built-in one first.</summary>
    public IReadOnlyList<RiskModel> Models() => [.. Look().Select(artifact => artifact.Model).OfType<RiskModel>()];

    /// <summary>The trusted model of a hash, or null where this process has none.</summary>
    public RiskModel? Find(string sha256) =>
        BuiltIn.Model?.Sha256 == sha256 ? BuiltIn.Model : Known(sha256) ?? Look().FirstOrDefault(artifact => artifact.Model?.Sha256 == sha256)?.Model;

    /// <summary>A model that was a candidate may have become the built-in one of a later version of the site.</summary>
    private bool IsAgain(TrainedArtifact artifact) => artifact.Model is { } model && model.Sha256 == BuiltIn.Model?.Sha256;

    private RiskModel? Known(string sha256)
    {
        lock (_gate) return _seen.Values.FirstOrDefault(artifact => artifact.Model?.Sha256 == sha256)?.Model;
    }

    private IReadOnlyList<DirectoryInfo> Folders()
    {
        try
        {
            return _candidates.Exists ? [.. _candidates.EnumerateDirectories()] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_log, _candidates.FullName, failure);
            return [];
        }
    }

    private TrainedArtifact Load(string name, string folder, IReadOnlyCollection<string> pins)
    {
        try
        {
            return new(name, RiskModel.Load(folder, pins), null);
        }
        catch (ModelIntegrityException failure)
        {
            if (name.Length == 0) LogNotLoaded(_log, failure);
            else if (!_seen.ContainsKey(name)) LogRefused(_log, name, failure);
            return new(name, null, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The model that is built in was not loaded")]
    private static partial void LogNotLoaded(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The model in the folder {Name} is refused")]
    private static partial void LogRefused(ILogger log, string name, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The folder {Folder} of the models cannot be read")]
    private static partial void LogUnreadable(ILogger log, string folder, Exception failure);
}
