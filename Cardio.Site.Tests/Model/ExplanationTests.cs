using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Site.Tests.Model;

public sealed class ExplanationTests
{
    private static readonly RiskModel Model = TrainedModel.Model;

    [Fact]
    public void Contributions_sum_to_the_logit_and_to_the_probability()
    {
        foreach (var p in RandomPatients.WithAllPatterns(3_000, 2))
        {
            var e = Model.Explain(p);
            Assert.Equal(e.Logit, e.BaseLogit + e.Contributions.Sum(c => c.Logit), 1e-9);
            Assert.Equal(e.Probability, e.BaseProbability + e.Contributions.Sum(c => c.Probability), 1e-9);
            Assert.Equal(Model.Score(p), e.Probability);
        }
    }

    [Fact]
    public void Probability_contributions_are_means_over_all_feature_orders()
    {
        var patient = RandomPatients.FullyMeasured(1, 8).Single();
        var typical = Model.Card.TypicalPatient;
        Func<PatientFeatures, PatientFeatures>[] moves =
        [
            p => p with { AgeYears = patient.AgeYears }, p => p with { Sex = patient.Sex },
            p => p with { HeightCm = patient.HeightCm, WeightKg = patient.WeightKg }, p => p with { SystolicMmHg = patient.SystolicMmHg },
            p => p with { DiastolicMmHg = patient.DiastolicMmHg }, p => p with { Cholesterol = patient.Cholesterol },
            p => p with { Glucose = patient.Glucose }, p => p with { Smoker = patient.Smoker },
            p => p with { DrinksAlcohol = patient.DrinksAlcohol }, p => p with { PhysicallyActive = patient.PhysicallyActive },
        ];
        var shares = new double[moves.Length];
        var random = new Random(3);
        const int Orders = 20_000;
        for (var o = 0; o < Orders; o++)
        {
            int[] order = [.. Enumerable.Range(0, moves.Length)];
            random.Shuffle(order);
            var person = typical;
            var before = Model.Score(person);
            foreach (var feature in order)
            {
                person = moves[feature](person);
                var after = Model.Score(person);
                shares[feature] += (after - before) / Orders;
                before = after;
            }
        }
        foreach (var contribution in Model.Explain(patient).Contributions)
            Assert.Equal(shares[(int)contribution.Feature], contribution.Probability, 0.003);
    }

    [Fact]
    public void Every_interval_contains_the_estimate()
    {
        foreach (var p in RandomPatients.WithAllPatterns(600, 4))
        {
            var e = Model.Explain(p);
            Assert.InRange(e.Probability, e.SamplingUncertainty.Low, e.SamplingUncertainty.High);
            Assert.True(e.SamplingUncertainty.High - e.SamplingUncertainty.Low > 0.001);
            Assert.InRange(e.Probability, e.CuffError.Low, e.CuffError.High);
        }
    }

    [Fact]
    public void Cuff_error_range_shifts_both_pressures_by_five_mmHg()
    {
        var p = RandomPatients.FullyMeasured(1, 9).Single();
        var band = Model.Explain(p).CuffError;
        Assert.Equal(Model.Score(p with { SystolicMmHg = p.SystolicMmHg - 5, DiastolicMmHg = p.DiastolicMmHg - 5 }), band.Low);
        Assert.Equal(Model.Score(p with { SystolicMmHg = p.SystolicMmHg + 5, DiastolicMmHg = p.DiastolicMmHg + 5 }), band.High);
    }

    [Fact]
    public void Reference_person_has_the_same_age_and_sex_and_healthy_values()
    {
        foreach (var p in RandomPatients.WithAllPatterns(60, 5))
        {
            var reference = Model.Explain(p).Reference;
            Assert.Equal((p.AgeYears, p.Sex, 115, 75), (reference.Features.AgeYears, reference.Features.Sex,
                reference.Features.SystolicMmHg, reference.Features.DiastolicMmHg));
            Assert.Equal(MeasurementPatterns.FromPatient(p), MeasurementPatterns.FromPatient(reference.Features));
            Assert.Equal(Model.Score(reference.Features), reference.Probability);
            if (p.HeightCm.HasValue)
                Assert.Equal(22, reference.Features.BodyMassIndex!.Value, 9);
        }
    }

    [Fact]
    public void Only_pressures_weight_and_cholesterol_are_modifiable() => Assert.Equal(
        [PatientFeature.BodyMassIndex, PatientFeature.Systolic, PatientFeature.Diastolic, PatientFeature.Cholesterol],
        Model.Explain(Model.Card.TypicalPatient).Contributions.Where(c => c.IsModifiable).Select(c => c.Feature));

    [Fact]
    public void Contributions_of_the_typical_patient_are_zero()
    {
        var e = Model.Explain(Model.Card.TypicalPatient);
        Assert.All(e.Contributions, c => Assert.Equal((0.0, 0.0), (c.Logit, c.Probability)));
        Assert.Equal(e.BaseProbability, e.Probability);
    }
}
