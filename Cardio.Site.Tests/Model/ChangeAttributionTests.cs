using Cardio.Model.Patients;

namespace Cardio.Site.Tests.Model;

public sealed class ChangeAttributionTests
{
    [Fact]
    public void Contributions_sum_to_the_change_and_name_only_changed_features()
    {
        var random = new Random(20);
        var model = TrainedModel.Model;
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Draw(random), Draw(random));
            if (i % 2 == 0) after = before with { SystolicMmHg = after.SystolicMmHg, WeightKg = after.WeightKg };
            var contributions = model.ExplainChange(before, after);
            Assert.Equal(model.Score(after) - model.Score(before), contributions.Sum(contribution => contribution.Probability), 1e-12);
            Assert.Equal(Changed(before, after), contributions.Select(contribution => contribution.Feature));
        }
    }

    [Fact]
    public void Reverse_change_has_opposite_contributions()
    {
        var random = new Random(21);
        for (var i = 0; i < 100; i++)
        {
            var (before, after) = (Draw(random), Draw(random));
            var forward = TrainedModel.Model.ExplainChange(before, after);
            var back = TrainedModel.Model.ExplainChange(after, before);
            Assert.All(forward.Zip(back), pair => Assert.Equal(pair.First.Probability, -pair.Second.Probability, 1e-12));
        }
    }

    [Fact]
    public void Single_changed_feature_gets_the_whole_change()
    {
        var before = Draw(new Random(22)) with { SystolicMmHg = 120 };
        var after = before with { SystolicMmHg = 150 };
        var contribution = Assert.Single(TrainedModel.Model.ExplainChange(before, after));
        Assert.Equal(PatientFeature.Systolic, contribution.Feature);
        Assert.Equal(TrainedModel.Model.Score(after) - TrainedModel.Model.Score(before), contribution.Probability, 1e-12);
        Assert.Empty(TrainedModel.Model.ExplainChange(before, before));
    }

    private static IEnumerable<PatientFeature> Changed(PatientFeatures a, PatientFeatures b)
    {
        if (a.AgeYears != b.AgeYears) yield return PatientFeature.Age;
        if (a.Sex != b.Sex) yield return PatientFeature.Sex;
        if (a.HeightCm != b.HeightCm || a.WeightKg != b.WeightKg) yield return PatientFeature.BodyMassIndex;
        if (a.SystolicMmHg != b.SystolicMmHg) yield return PatientFeature.Systolic;
        if (a.DiastolicMmHg != b.DiastolicMmHg) yield return PatientFeature.Diastolic;
        if (a.Cholesterol != b.Cholesterol) yield return PatientFeature.Cholesterol;
        if (a.Glucose != b.Glucose) yield return PatientFeature.Glucose;
        if (a.Smoker != b.Smoker) yield return PatientFeature.Smoking;
        if (a.DrinksAlcohol != b.DrinksAlcohol) yield return PatientFeature.Alcohol;
        if (a.PhysicallyActive != b.PhysicallyActive) yield return PatientFeature.Activity;
    }

    private static PatientFeatures Draw(Random random) => new()
    {
        AgeYears = random.Next(30, 75), Sex = (Sex)random.Next(2), HeightCm = random.Next(150, 190), WeightKg = random.Next(50, 120),
        SystolicMmHg = random.Next(100, 190), DiastolicMmHg = random.Next(60, 100),
        Cholesterol = (LabLevel)random.Next(4), Glucose = (LabLevel)random.Next(4),
        Smoker = random.Next(2) == 1, DrinksAlcohol = random.Next(2) == 1, PhysicallyActive = random.Next(2) == 1,
    };
}
