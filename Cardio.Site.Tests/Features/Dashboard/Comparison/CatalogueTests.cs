using Cardio.Model.Serving;
using Cardio.Site.Tests.Model;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

public sealed class CatalogueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cardio-candidates-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_built_in_candidate_has_a_pinned_hash_and_differs()
    {
        var catalogue = Artifacts.Catalogue();
        var models = catalogue.Scan().Select(artifact => artifact.Model!).ToList();
        Assert.Equal(["2026.11.1", "2026.11.2"], models.Select(model => model.Version));
        Assert.Equal([ArtifactFiles.PinnedSha256, .. ArtifactFiles.CandidateSha256], models.Select(model => model.Sha256));
        Assert.Same(models[1], catalogue.Find(ArtifactFiles.CandidateSha256[0]));
        var differences = RandomPatients.WithAllPatterns(2_000, 5).Select(p => Math.Abs(models[0].Score(p) - models[1].Score(p))).ToList();
        Assert.InRange(differences.Max(), 0.005, 0.2);
        Assert.InRange(differences.Average(), 0.0005, 0.02);
    }

    [Fact]
    public void The_card_of_the_candidate_has_history_ridge_and_spread()
    {
        var card = Artifacts.Candidate.Card;
        Assert.Equal(["2026.11.1", "2026.11.2"], card.History.Select(note => note.Version));
        Assert.Equal(20, card.Ridge);
        Assert.Equal(10, card.Probability!.BinShares.Count);
        Assert.Equal(1, card.Probability.BinShares.Sum(), 1e-9);
        Assert.InRange(card.Probability.Median, 0.4, 0.55);
        Assert.True(card.Replicates >= 200);
        Assert.Null(TrainedModel.Model.Card.Probability);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Artifacts.Candidates, "2026.11.2", ArtifactFiles.Card)), card.ToJson());
    }

    [Theory]
    [InlineData(ArtifactFiles.Card)]
    [InlineData(ArtifactFiles.Weights)]
    [InlineData(ArtifactFiles.Model)]
    public void A_damaged_candidate_is_rejected_with_a_reason_until_repaired(string file)
    {
        var path = Path.Combine(Artifacts.Copy(_folder, "damaged").FullName, file);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
        var catalogue = Artifacts.Catalogue(_folder.FullName);
        var refused = Assert.Single(catalogue.Scan(), artifact => !artifact.IsBuiltIn);
        Assert.Null(refused.Model);
        Assert.Contains("not trusted", refused.Refusal, StringComparison.Ordinal);
        Assert.Null(catalogue.Find(ArtifactFiles.CandidateSha256[0]));

        File.WriteAllBytes(path, whole);
        Assert.Equal("2026.11.2", catalogue.Find(ArtifactFiles.CandidateSha256[0])?.Version);
    }

    [Fact]
    public void A_model_with_an_unknown_hash_is_rejected_unless_trusted()
    {
        var mounted = Artifacts.Copy(_folder, "mounted").FullName;
        File.WriteAllBytes(Path.Combine(mounted, ArtifactFiles.Card), (Artifacts.Candidate.Card with { Version = "2099.1.1" }).ToJson());
        var hash = ArtifactFiles.Sha256([.. ArtifactFiles.All.Select(file => File.ReadAllBytes(Path.Combine(mounted, file)))]);
        File.WriteAllText(Path.Combine(mounted, ArtifactFiles.Hash), hash);
        Assert.Null(Artifacts.Catalogue(_folder.FullName).Find(hash));
        Assert.Null(Artifacts.Catalogue(_folder.FullName, trusted: new string('a', 64)).Find(hash));
        Assert.Equal("2099.1.1", Artifacts.Catalogue(_folder.FullName, trusted: $"{new string('a', 64)};{hash}").Find(hash)?.Version);
    }

    [Fact]
    public void An_empty_or_missing_folder_leaves_the_built_in_model()
    {
        _folder.CreateSubdirectory("nothing");
        Assert.Equal(
            [null, "nothing"],
            Artifacts.Catalogue(_folder.FullName).Scan().Select(artifact => artifact.Model is null ? artifact.Name : null));
        Assert.Equal("2026.11.1", Assert.Single(Artifacts.Catalogue(Path.Combine(_folder.FullName, "absent")).Scan()).Model?.Version);
    }
}
