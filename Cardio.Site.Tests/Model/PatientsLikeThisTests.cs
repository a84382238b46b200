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
    public void Interval_is_the_Wilson_interval(int successes, int count, double low, double high)
    {
        var interval = WilsonInterval.FromCounts(successes, count);
        Assert.Equal(low, interval.Low, 0.0001);
        Assert.Equal(high, interval.High, 0.0001);
    }

    [Fact]
    public void Cell_with_enough_patients_is_not_merged()
    {
        var similar = FindSimilar(
            Person(52, 125), [.. Repeat(Person(51, 124), 30, diseased: 12), .. Repeat(Person(60, 124), 500, diseased: 400)]);
        Assert.Equal((30, 12, false), (similar.Count, similar.WithDisease, similar.IsMerged));
        Assert.Equal((50, 54), (similar.AgeYears.From, similar.AgeYears.To));
        Assert.Equal((120, 129), (similar.SystolicMmHg.From, similar.SystolicMmHg.To));
        Assert.Equal((Sex.Female, LabLevel.Normal), (similar.Sex, similar.Cholesterol));
    }

    [Fact]
    public void Small_cell_first_includes_all_cholesterol_levels()
    {
        var other = Person(52, 125) with { Cholesterol = LabLevel.WellAboveNormal };
        var similar = FindSimilar(Person(52, 125), [.. Repeat(Person(52, 125), 19, diseased: 1), .. Repeat(other, 1, diseased: 1)]);
        Assert.Equal((20, 2, true), (similar.Count, similar.WithDisease, similar.IsMerged));
        Assert.Null(similar.Cholesterol);
        Assert.Equal(Sex.Female, similar.Sex);
    }

    [Fact]
    public void Cell_widens_step_by_step_and_last_to_both_sexes()
    {
        var men = Person(33, 200) with { Sex = Sex.Male };
        var similar = FindSimilar(Person(64, 95), [.. Repeat(men, 25, diseased: 5)]);
        Assert.Equal((25, 5, true), (similar.Count, similar.WithDisease, similar.IsMerged));
        Assert.Null(similar.Sex);
    }

    [Fact]
    public void Unknown_sex_or_cholesterol_does_not_count_as_merged()
    {
        var patient = new PatientFeatures { AgeYears = 52, WeightKg = 70, SystolicMmHg = 125, DiastolicMmHg = 80 };
        var men = Person(52, 125) with { Sex = Sex.Male, Cholesterol = LabLevel.AboveNormal };
        var similar = FindSimilar(patient, [.. Repeat(Person(52, 125), 15, 5), .. Repeat(men, 15, 10)]);
        Assert.Equal((30, 15, false), (similar.Count, similar.WithDisease, similar.IsMerged));
        Assert.Null(similar.Sex);
        Assert.Null(similar.Cholesterol);
    }

    private static PatientsLikeThis FindSimilar(PatientFeatures patient, (PatientFeatures, bool)[] development) =>
        CellCounts.Read(CellCounts.Write(development)).FindSimilar(patient);

    private static IEnumerable<(PatientFeatures, bool)> Repeat(PatientFeatures patient, int count, int diseased) =>
        Enumerable.Range(0, count).Select(i => (patient, i < diseased));

    private static PatientFeatures Person(int age, int systolic) => new()
    {
        AgeYears = age, Sex = Sex.Female, HeightCm = 165, WeightKg = 70, SystolicMmHg = systolic, DiastolicMmHg = 80,
        Cholesterol = LabLevel.Normal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };
}
