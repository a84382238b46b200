using Cardio.Model.Serving;

namespace Cardio.Site.Tests.Model;

/// <summary>The model that is shipped, loaded once as the site loads it.</summary>
internal static class TrainedModel
{
    public static string Artifacts { get; } = Path.Combine(AppContext.BaseDirectory, "model");

    public static RiskModel Model { get; } = RiskModel.Load(Artifacts, ArtifactFiles.PinnedSha256);
}
