using Cardio.Model;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Site.Tests.Model;

public sealed class RiskModelTests
{
    private static readonly string Artifacts = Path.Combine(AppContext.BaseDirectory, "model");
    private static readonly RiskModel Model = RiskModel.Load(Artifacts, ArtifactFiles.PinnedSha256);

    [Fact]
    public void Column_count_is_the_length_of_the_design() => Assert.Equal(SplineDesign.ColumnCount, SplineDesign.Columns.Count);

    [Fact]
    public void No_step_in_the_harmful_direction_lowers_the_estimate()
    {
        foreach (var p in RandomPatients.OfAllPatterns(10_000, 1))
        {
            var score = Model.Score(p);
            PatientFeatures[] worse =
            [
                p with { AgeYears = p.AgeYears + 1 }, p with { SystolicMmHg = p.SystolicMmHg + 1 },
                p with { DiastolicMmHg = p.DiastolicMmHg + 1 }, p with { WeightKg = p.WeightKg + 0.5 },
                p.Cholesterol is LabLevel.Normal or LabLevel.AboveNormal ? p with { Cholesterol = p.Cholesterol + 1 } : p,
                p.Glucose is LabLevel.Normal or LabLevel.AboveNormal ? p with { Glucose = p.Glucose + 1 } : p,
                p.Smoker is false ? p with { Smoker = true } : p, p.DrinksAlcohol is false ? p with { DrinksAlcohol = true } : p,
                p.PhysicallyActive is true ? p with { PhysicallyActive = false } : p,
            ];
            Assert.All(worse, w => Assert.True(Model.Score(w) >= score - 1e-12, $"{p} -> {w}"));
        }
    }

    [Fact]
    public void Contributions_sum_to_the_logit_and_to_the_probability()
    {
        foreach (var p in RandomPatients.OfAllPatterns(600, 2))
        {
            var e = Model.Explain(p);
            Assert.Equal(e.Logit, e.BaseLogit + e.Contributions.Sum(c => c.Logit), 9);
            Assert.Equal(e.Probability, e.BaseProbability + e.Contributions.Sum(c => c.Probability), 9);
            Assert.Equal(e.Probability, Model.Score(p));
            Assert.InRange(e.Probability, e.SamplingUncertainty.Low, e.SamplingUncertainty.High);
            Assert.InRange(e.Probability, e.CuffError.Low, e.CuffError.High);
        }
    }

    [Fact]
    public void Score_agrees_with_the_transform_of_the_artifact()
    {
        var context = new MLContext();
        var transformer = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(Artifacts, ArtifactFiles.Model)));
        var patients = RandomPatients.OfAllPatterns(10_000, 3).ToArray();
        var scored = transformer.Transform(context.Data.LoadFromEnumerable(patients.Select(p => PatientRow.Of(p))));
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
        {
            var column = scored.GetColumn<float>(ModelArtifact.ProbabilityColumn(pattern)).ToArray();
            foreach (var (i, p) in patients.Index().Where(p => MeasurementPatterns.Of(p.Item) == pattern))
                Assert.Equal(column[i], Model.Score(p), 1e-6);
        }
    }

    [Theory, InlineData("card.json"), InlineData("cells.bin"), InlineData("model.zip"), InlineData("replicates.bin")]
    public void One_flipped_bit_in_any_file_is_refused(string file)
    {
        var directory = Directory.CreateTempSubdirectory();
        foreach (var path in Directory.GetFiles(Artifacts))
            File.Copy(path, Path.Combine(directory.FullName, Path.GetFileName(path)));
        RiskModel.Load(directory.FullName);
        var damaged = Path.Combine(directory.FullName, file);
        var bytes = File.ReadAllBytes(damaged);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        Assert.Throws<ModelIntegrityException>(() => RiskModel.Load(directory.FullName));
    }
}
