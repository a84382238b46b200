using Cardio.Model.Serving;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

/// <summary>The trained models built into the site, and a folder for more.</summary>
internal static class Artifacts
{
    public static string Candidates { get; } = Path.Combine(AppContext.BaseDirectory, "candidates");

    public static RiskModel Candidate { get; } = RiskModel.Load(Path.Combine(Candidates, "2026.11.2"), ArtifactFiles.CandidateSha256);

    public static ModelCatalogue Catalogue(string? candidates = null, string? trusted = null) =>
        new(Options.Create(new ModelOptions { Candidates = candidates, TrustedSha256 = trusted }), NullLogger<ModelCatalogue>.Instance);

    /// <summary>Copies the candidate to a folder with the given name.</summary>
    public static DirectoryInfo Copy(DirectoryInfo parent, string name)
    {
        var copy = parent.CreateSubdirectory(name);
        foreach (var file in (string[])[.. ArtifactFiles.All, ArtifactFiles.Hash])
            File.Copy(Path.Combine(Candidates, "2026.11.2", file), Path.Combine(copy.FullName, file));
        return copy;
    }

    /// <summary>Applies what the processes of the site otherwise read every second.</summary>
    public static Task RefreshAsync(this CardioHost host) =>
        host.Services.GetRequiredService<ModelReader>().RefreshAsync(TestContext.Current.CancellationToken);
}
