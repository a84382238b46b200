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
    public void An_undamaged_copy_loads()
    {
        var model = RiskModel.Load(_copy.FullName);
        Assert.Equal(ArtifactFiles.PinnedSha256, model.Sha256);
        Assert.Equal(12, model.Card.GoldenPatients.Count);
        Assert.All(model.Card.GoldenPatients, g => Assert.Equal(g.Probability, model.Score(g.Features), 1e-6));
        Assert.Equal(MeasurementPatterns.Count, model.Card.GoldenPatients.DistinctBy(g => MeasurementPatterns.FromPatient(g.Features)).Count());
    }

    [Theory, MemberData(nameof(Files))]
    public void Any_flipped_bit_is_refused(string file)
    {
        var path = Path.Combine(_copy.FullName, file);
        var whole = File.ReadAllBytes(path);
        var random = new Random(6);
        foreach (var place in (int[])[0, whole.Length - 1, .. Enumerable.Range(0, 20).Select(_ => random.Next(whole.Length))])
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_truncated_empty_or_missing_file_is_refused(string file)
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

    /// <summary>Whoever can write the files can write their hash too; even then nonsense must not score. The ML.NET file is not read to serve.</summary>
    [Theory]
    [InlineData(ArtifactFiles.Card)]
    [InlineData(ArtifactFiles.Cells)]
    [InlineData(ArtifactFiles.Replicates)]
    [InlineData(ArtifactFiles.Weights)]
    public void A_file_that_holds_nonsense_is_refused_even_under_its_own_hash(string file)
    {
        File.WriteAllBytes(Path.Combine(_copy.FullName, file), new byte[500]);
        byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(_copy.FullName, f)))];
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName, ArtifactFiles.Sha256(contents)));
    }

    [Fact]
    public void Weights_that_do_not_reproduce_the_golden_patients_are_refused()
    {
        var card = ModelCard.Parse(File.ReadAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card)));
        var moved = card with { GoldenPatients = [.. card.GoldenPatients.Select(g => g with { Probability = g.Probability + 2e-6 })] };
        File.WriteAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card), moved.ToJson());
        byte[][] contents = [.. ArtifactFiles.All.Select(f => File.ReadAllBytes(Path.Combine(_copy.FullName, f)))];
        var refusal = Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName, ArtifactFiles.Sha256(contents)));
        Assert.Contains("golden patient", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_pin_is_refused() =>
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(_copy.FullName, new string('0', 64)));

    [Fact]
    public void The_card_survives_reading_and_writing()
    {
        var bytes = File.ReadAllBytes(Path.Combine(_copy.FullName, ArtifactFiles.Card));
        Assert.Equal(bytes, ModelCard.Parse(bytes).ToJson());
    }

    [Fact]
    public void Scores_agree_with_the_transform_of_the_same_file()
    {
        var context = new MLContext();
        var transformer = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Model)));
        var patients = RandomPatients.OfAllPatterns(10_000, 3).ToArray();
        var scored = transformer.Transform(context.Data.LoadFromEnumerable(patients.Select(p => MlPatientRow.FromFeatures(p))));
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
        {
            var column = scored.GetColumn<float>(ModelArtifact.ProbabilityColumn(pattern)).ToArray();
            foreach (var (i, p) in patients.Index().Where(p => MeasurementPatterns.FromPatient(p.Item) == pattern))
                Assert.Equal(column[i], TrainedModel.Model.Score(p), 1e-6);
        }
    }

    [Fact]
    public void The_served_weights_are_those_of_the_ML_NET_file()
    {
        var weights = ModelArtifact.Weights(File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Model)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, ArtifactFiles.Weights)), ServingWeights.Write(weights));
    }

    [Fact]
    public void Column_count_is_the_length_of_the_design() => Assert.Equal(SplineDesign.ColumnCount, SplineDesign.Columns.Count);
}
