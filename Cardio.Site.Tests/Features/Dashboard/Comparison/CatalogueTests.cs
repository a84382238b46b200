using Cardio.Model.Serving;
using Cardio.Site.Tests.Model;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

public sealed class CatalogueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cardio-candidates-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_site_is_built_with_a_candidate_whose_hash_is_pinned_and_which_differs_from_the_built_in_model()
    {
        var catalogue = Artifacts.Catalogue();
        var models = catalogue.Scan().Select(artifact => artifact.Model!).ToList();
        Assert.Equal(["2026.11.1", "2026.11.2"], models.Select(model => model.Version));
        Assert.Equal([ArtifactFiles.PinnedSha256, .. ArtifactFiles.CandidateSha256], models.Select(model => model.Sha256));
        Assert.Same(models[1], catalogue.Find(ArtifactFiles.CandidateSha256[0]));
        var differences = RandomPatients.OfAllPatterns(2_000, 5).Select(p => Math.Abs(models[0].Score(p) - models[1].Score(p))).ToList();
        Assert.InRange(differences.Max(), 0.005, 0.2);
        Assert.InRange(differences.Average(), 0.0005, 0.02);
    }

    [Fact]
    public void The_candidate_s_card_tells_its_history_its_ridge_and_how_its_probability_is_spread()
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
    public void A_damaged_candidate_is_refused_with_the_reason_until_it_is_repaired(string file)
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
    public void A_model_with_a_hash_of_its_own_is_refused_unless_the_operator_trusts_it()
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
    public void A_folder_that_is_empty_or_absent_leaves_the_built_in_model()
    {
        _folder.CreateSubdirectory("nothing");
        Assert.Equal(
            [null, "nothing"],
            Artifacts.Catalogue(_folder.FullName).Scan().Select(artifact => artifact.Model is null ? artifact.Name : null));
        Assert.Equal("2026.11.1", Assert.Single(Artifacts.Catalogue(Path.Combine(_folder.FullName, "absent")).Scan()).Model?.Version);
    }
}
