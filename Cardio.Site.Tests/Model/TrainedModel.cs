using Cardio.Model.Serving;

namespace Cardio.Site.Tests.Model;

/// <summary>The shipped model, loaded once in the same way as by the site.</summary>
internal static class TrainedModel
{
    public static string Artifacts { get; } = Path.Combine(AppContext.BaseDirectory, "model");

    public static RiskModel Model { get; } = RiskModel.Load(Artifacts, ArtifactFiles.PinnedSha256);
}
