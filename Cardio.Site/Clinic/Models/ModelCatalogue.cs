using Cardio.Model.Serving;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Clinic.Models;

/// <summary>
/// The trained models that this process can load. A model is trusted by its hash: the hashes in the build, and those that the operator
/// lists in <c>Model:TrustedSha256</c>. Models are never uploaded.
/// </summary>
internal sealed partial class ModelCatalogue
{
    private readonly Lock _lock = new();
    private readonly ILogger<ModelCatalogue> _log;
    private readonly DirectoryInfo _candidates;
    private readonly IReadOnlyList<string> _trustedHashes;
    private readonly Dictionary<string, TrainedArtifact> _byFolder = [];

    /// <summary>Loads the built-in model; candidates are loaded on demand.</summary>
    public ModelCatalogue(IOptions<ModelOptions> options, ILogger<ModelCatalogue> log)
    {
        _log = log;
        _candidates = new(options.Value.Candidates ?? Path.Combine(AppContext.BaseDirectory, "candidates"));
        var configured = options.Value.TrustedSha256?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        _trustedHashes = [.. ArtifactFiles.CandidateSha256, .. configured];
        BuiltIn = Load("", options.Value.Directory ?? Path.Combine(AppContext.BaseDirectory, "model"), [ArtifactFiles.PinnedSha256]);
    }

    /// <summary>The live model if no other was promoted.</summary>
    public TrainedArtifact BuiltIn { get; }

    /// <summary>Scans the folder and returns all models, the built-in one first. It retries models that it rejected earlier.</summary>
    public IReadOnlyList<TrainedArtifact> Scan()
    {
        lock (_lock)
        {
            var folders = Folders();
            var removed = _byFolder.Keys.Except(folders.Select(folder => folder.Name));
            foreach (var name in removed.Where(name => _byFolder[name].Model is null).ToList()) _byFolder.Remove(name);
            foreach (var folder in folders)
            {
                if (_byFolder.GetValueOrDefault(folder.Name) is { Model: not null }) continue;
                _byFolder[folder.Name] = Load(folder.Name, folder.FullName, _trustedHashes);
            }
            var candidates = _byFolder.Values.Where(artifact => !IsBuiltInCopy(artifact));
            return [BuiltIn, .. candidates.OrderBy(artifact => artifact.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>All trusted models, the built-in one first.</summary>
    public IReadOnlyList<RiskModel> Models() => [.. Scan().Select(artifact => artifact.Model).OfType<RiskModel>()];

    /// <summary>Finds a trusted model by its hash, or null.</summary>
    public RiskModel? Find(string sha256) => BuiltIn.Model?.Sha256 == sha256
        ? BuiltIn.Model
        : FindLoaded(sha256) ?? Scan().FirstOrDefault(artifact => artifact.Model?.Sha256 == sha256)?.Model;

    /// <summary>Whether a candidate is the built-in model: a later version of the site may contain a former candidate.</summary>
    private bool IsBuiltInCopy(TrainedArtifact artifact) => artifact.Model is { } model && model.Sha256 == BuiltIn.Model?.Sha256;

    private RiskModel? FindLoaded(string sha256)
    {
        lock (_lock) return _byFolder.Values.FirstOrDefault(artifact => artifact.Model?.Sha256 == sha256)?.Model;
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

    private TrainedArtifact Load(string name, string folder, IReadOnlyCollection<string> trustedHashes)
    {
        try
        {
            return new(name, RiskModel.Load(folder, trustedHashes), null);
        }
        catch (ModelIntegrityException failure)
        {
            if (name.Length == 0) LogNotLoaded(_log, failure);
            else if (!_byFolder.ContainsKey(name)) LogRejected(_log, name, failure);
            return new(name, null, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The built-in model was not loaded")]
    private static partial void LogNotLoaded(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The model in the folder {Name} is rejected")]
    private static partial void LogRejected(ILogger log, string name, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The folder of models {Folder} cannot be read")]
    private static partial void LogUnreadable(ILogger log, string folder, Exception failure);
}
