using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Site.Tests.Model;

public sealed class ArtifactTests : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("cardio-artifact-");

    public ArtifactTests()
    {
        foreach (var path in Directory.GetFiles(TrainedModel.Artifacts))
            File.Copy(path, Path.Combine(_copy.FullName, Path.GetFileName(path)));
    }

    public static TheoryData<string> Files => [.. ArtifactFiles.All];

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public void Undamaged_copy_loads()
    {
        var model = RiskModel.Load(_copy.FullName);
        Assert.Equal(ArtifactFiles.PinnedSha256, model.Sha256);
        Assert.Equal(12, model.Card.GoldenPatients.Count);
        Assert.All(model.Card.GoldenPatients, g => Assert.Equal(g.Probability, model.Score(g.Features), 1e-6));
        var patterns = model.Card.GoldenPatients.Select(g => MeasurementPatterns.FromPatient(g.Features)).Distinct();
        Assert.Equal(MeasurementPatterns.Count, patterns.Count());
    }

    [Theory, MemberData(nameof(Files))]
    public void Any_flipped_bit_is_rejected(string file)
    {
        var path = Path.Combine(_copy.FullName, file);
        var whole = File.ReadAllBytes(path);
        var random = new Random(6);
        foreach (var position in (int[])[0, whole.Length - 1, .. Enumerable.Range(0, 20).Select(_ => random.Next(whole.Length))])
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Truncated_empty_or_missing_file_is_rejected(string file)
    {
        var path = Path.Combine(_copy.FullName, file);
        var whole = File.ReadAllBytes(path);
        foreach (var length in (int[])[whole.Length - 1, whole.Length / 2, 0])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName));
        }
        File.Delete(path);
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName));
    }

    /// <summary>An attacker who can write the files can also write their hash. The site never reads the ML.NET file.</summary>
    [Theory]
    [InlineData(ArtifactFiles.Card)]
    [InlineData(ArtifactFiles.Cells)]
    [InlineData(ArtifactFiles.Replicates)]
    [InlineData(ArtifactFiles.Weights)]
    public void Invalid_content_is_rejected_even_with_a_matching_hash(string file)
    {
        File.WriteAllBytes(Path.Combine(_copy.FullName, file), new byte[500]);
        byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(_copy.FullName, f)))];
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName, ArtifactFiles.Sha256(contents)));
    }

    [Fact]
    public void Weights_that_do_not_reproduce_the_golden_patients_are_rejected()
    {
        var card = ModelCard.Parse(File.ReadAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card)));
        var moved = card with { GoldenPatients = [.. card.GoldenPatients.Select(g => g with { Probability = g.Probability + 2e-6 })] };
        File.WriteAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card), moved.ToJson());
        byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(_copy.FullName, f)))];
        var error = Assert.Throws<ModelIntegrityException>(
            () => RiskModel.Load(_copy.FullName, ArtifactFiles.Sha256(contents)));
        Assert.Contains("golden patient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_other_than_the_pinned_one_is_rejected() =>
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName, new string('0', 64)));

    [Fact]
    public void Card_is_unchanged_after_parsing_and_serializing()
    {
        var bytes = File.ReadAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card));
        Assert.Equal(bytes, ModelCard.Parse(bytes).ToJson());
    }

    [Fact]
    public void Scores_agree_with_the_ML_NET_transform()
    {
        var context = new MLContext();
        var transformer = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Model)));
        var patients = RandomPatients.WithAllPatterns(10_000, 3).ToArray();
        var scored = transformer.Transform(context.Data.LoadFromEnumerable(patients.Select(p => MlPatientRow.FromFeatures(p))));
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
        {
            var column = scored.GetColumn<float>(ModelArtifact.ProbabilityColumn(pattern)).ToArray();
            foreach (var (i, p) in patients.Index().Where(p => MeasurementPatterns.FromPatient(p.Item) == pattern))
                Assert.Equal(column[i], TrainedModel.Model.Score(p), 1e-6);
        }
    }

    [Fact]
    public void Served_weights_equal_those_in_the_ML_NET_file()
    {
        var weights = ModelArtifact.Weights(File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Model)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Weights)), ServingWeights.Write(weights));
    }

    [Fact]
    public void Column_count_matches_the_design() => Assert.Equal(SplineDesign.ColumnCount, SplineDesign.Columns.Count);
}
