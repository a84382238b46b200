using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Statistics;

namespace Cardio.Site.Tests.Model;

public sealed class PatientsLikeThisTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void The_interval_is_Wilsons(int successes, int count, double low, double high)
    {
        var interval = WilsonInterval.FromCounts(successes, count);
        Assert.Equal(low, interval.Low, 0.0001);
        Assert.Equal(high, interval.High, 0.0001);
    }

    [Fact]
    public void A_full_cell_stands_for_itself()
    {
        var like = Around(Person(52, 125), [.. Many(Person(51, 124), 30, diseased: 12), .. Many(Person(60, 124), 500, diseased: 400)]);
        Assert.Equal((30, 12, false), (like.Count, like.WithDisease, like.IsMerged));
        Assert.Equal((50, 54), (like.AgeYears.From, like.AgeYears.To));
        Assert.Equal((120, 129), (like.SystolicMmHg.From, like.SystolicMmHg.To));
        Assert.Equal((Sex.Female, LabLevel.Normal), (like.Sex, like.Cholesterol));
    }

    [Fact]
    public void A_cell_under_twenty_takes_in_every_cholesterol_class_first()
    {
        var other = Person(52, 125) with { Cholesterol = LabLevel.WellAboveNormal };
        var like = Around(Person(52, 125), [.. Many(Person(52, 125), 19, diseased: 1), .. Many(other, 1, diseased: 1)]);
        Assert.Equal((20, 2, true), (like.Count, like.WithDisease, like.IsMerged));
        Assert.Null(like.Cholesterol);
        Assert.Equal(Sex.Female, like.Sex);
    }

    [Fact]
    public void A_lonely_patient_is_compared_with_ever_wider_cells_and_both_sexes_at_last()
    {
        var men = Person(33, 200) with { Sex = Sex.Male };
        var like = Around(Person(64, 95), [.. Many(men, 25, diseased: 5)]);
        Assert.Equal((25, 5, true), (like.Count, like.WithDisease, like.IsMerged));
        Assert.Null(like.Sex);
    }

    [Fact]
    public void An_unknown_sex_or_cholesterol_counts_every_class_without_being_a_merger()
    {
        var patient = new PatientFeatures { AgeYears = 52, WeightKg = 70, SystolicMmHg = 125, DiastolicMmHg = 80 };
        var men = Person(52, 125) with { Sex = Sex.Male, Cholesterol = LabLevel.AboveNormal };
        var like = Around(patient, [.. Many(Person(52, 125), 15, 5), .. Many(men, 15, 10)]);
        Assert.Equal((30, 15, false), (like.Count, like.WithDisease, like.IsMerged));
        Assert.Null(like.Sex);
        Assert.Null(like.Cholesterol);
    }

    private static PatientsLikeThis Around(PatientFeatures patient, (PatientFeatures, bool)[] development) =>
        CellCounts.Read(CellCounts.Write(development)).FindSimilar(patient);

    private static IEnumerable<(PatientFeatures, bool)> Many(PatientFeatures patient, int count, int diseased) =>
        Enumerable.Range(0, count).Select(i => (patient, i < diseased));

    private static PatientFeatures Person(int age, int systolic) => new()
    {
        AgeYears = age, Sex = Sex.Female, HeightCm = 165, WeightKg = 70, SystolicMmHg = systolic, DiastolicMmHg = 80,
        Cholesterol = LabLevel.Normal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };
}
