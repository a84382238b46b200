using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Contribution of one changed feature to the change of an estimate.</summary>
/// <param name="Feature">Feature that changed.</param>
/// <param name="Probability">Contribution to the change in probability, as a fraction; the contributions sum to the change.</param>
public readonly record struct FeatureChange(PatientFeature Feature, double Probability);

/// <summary>
/// Attributes the difference between two estimates to the changed features, as Shapley values. The result does not depend on the order of
/// the features.
/// </summary>
internal static class ChangeAttribution
{
    public static IReadOnlyList<FeatureChange> Split(RiskModel model, PatientFeatures before, PatientFeatures after)
    {
        PatientFeature[] changed = [.. Enum.GetValues<PatientFeature>().Where(feature => Replace(before, after, feature) != before)];
        var values = new double[1 << changed.Length];
        for (var set = 0; set < values.Length; set++)
        {
            var patient = before;
            for (var i = 0; i < changed.Length; i++)
            {
                if ((set >> i & 1) == 1)
                    patient = Replace(patient, after, changed[i]);
            }
            values[set] = model.Score(patient);
        }
        var shares = new double[changed.Length];
        Shapley.Allocate(values, shares);
        return [.. changed.Zip(shares, (feature, share) => new FeatureChange(feature, share))];
    }

    private static PatientFeatures Replace(in PatientFeatures patient, in PatientFeatures source, PatientFeature feature) => feature switch
    {
        PatientFeature.Age => patient with { AgeYears = source.AgeYears },
        PatientFeature.Sex => patient with { Sex = source.Sex },
        PatientFeature.BodyMassIndex => patient with { HeightCm = source.HeightCm, WeightKg = source.WeightKg },
        PatientFeature.Systolic => patient with { SystolicMmHg = source.SystolicMmHg },
        PatientFeature.Diastolic => patient with { DiastolicMmHg = source.DiastolicMmHg },
        PatientFeature.Cholesterol => patient with { Cholesterol = source.Cholesterol },
        PatientFeature.Glucose => patient with { Glucose = source.Glucose },
        PatientFeature.Smoking => patient with { Smoker = source.Smoker },
        PatientFeature.Alcohol => patient with { DrinksAlcohol = source.DrinksAlcohol },
        PatientFeature.Activity => patient with { PhysicallyActive = source.PhysicallyActive },
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, null),
    };
}
