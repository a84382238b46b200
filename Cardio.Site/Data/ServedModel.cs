using Cardio.Model;

namespace Cardio.Site.Data;

/// <summary>The model that answers, or none where its files are damaged: the site stays up and says so.</summary>
public sealed partial class ServedModel
{
    /// <summary>Loads the artifact that was built into the site.</summary>
    public ServedModel(ILogger<ServedModel> log)
    {
        try
        {
            Current = RiskModel.Load(Path.Combine(AppContext.BaseDirectory, "model"), ArtifactFiles.PinnedSha256);
        }
        catch (ModelIntegrityException failure)
        {
            LogNotLoaded(log, failure);
        }
    }

    /// <summary>The model, or null where none could be trusted.</summary>
    public RiskModel? Current { get; }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The model was not loaded: no patient can be assessed")]
    private static partial void LogNotLoaded(ILogger log, Exception failure);
}
