using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Tests.Model;

public sealed class TrainedAgeTests
{
    private static readonly PatientFeatures Complete = new()
    {
        AgeYears = 52, Sex = Sex.Male, HeightCm = 178, WeightKg = 81, SystolicMmHg = 135, DiastolicMmHg = 85,
        Cholesterol = LabLevel.AboveNormal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };

    public static TheoryData<PatientFeatures> Patterns =>
    [
        Complete,
        Complete with { Cholesterol = LabLevel.NotMeasured },
        Complete with { Glucose = LabLevel.NotMeasured },
        Complete with { Cholesterol = LabLevel.NotMeasured, Glucose = LabLevel.NotMeasured },
        Complete with { Smoker = null },
        Complete with { Smoker = null, Cholesterol = LabLevel.NotMeasured },
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Ages_outside_the_range_are_scored_at_its_ends(PatientFeatures patient)
    {
        double At(int age) => TrainedModel.Model.Score(patient with { AgeYears = age });
        Assert.All([18, 30, 38], age => Assert.Equal(At(TrainedAge.MinimumYears), At(age)));
        Assert.All([66, 80, 110], age => Assert.Equal(At(TrainedAge.OldestScoredYears), At(age)));
    }

    [Theory]
    [InlineData(30, 39)]
    [InlineData(65, 64)]
    [InlineData(90, 64)]
    public void Similar_patients_have_the_nearest_trained_age(int age, int nearest)
    {
        PatientsLikeThis At(int years) => TrainedModel.Model.Explain(Complete with { AgeYears = years }).PatientsLikeThis;
        Assert.Equal(At(nearest), At(age));
    }

    [Fact]
    public void Card_and_dashboard_use_the_same_age_bands()
    {
        var card = TrainedModel.Model.Card.Figures
            .Where(figures => figures.Pattern == MeasurementPattern.AllMeasured && figures.Group.Contains('-'));
        Assert.Equal(TrainedAge.Bands.Select(band => $"{band.From}-{band.To}"), card.Select(figures => figures.Group));
        Assert.Equal(AgeBands.Count, TrainedAge.Bands.Count);
        for (var age = TrainedAge.MinimumYears; age <= TrainedAge.MaximumYears; age++)
        {
            var (from, to) = TrainedAge.Bands[(int)AgeBands.FromAge(age)];
            Assert.InRange(age, from, to - 1);
        }
    }
}
