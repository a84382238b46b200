using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>What one changed feature adds to the change of an estimate.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Probability">Its share of the change as a fraction; all shares sum to the whole change.</param>
public readonly record struct FeatureChange(PatientFeature Feature, double Probability);

/// <summary>
/// Splits the change between two estimates of one model over the features that changed: Shapley values of replacing the old values
/// by the new ones, so that the order of the replacements does not matter.
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
        Shapley.Share(values, shares);
        return [.. changed.Zip(shares, (feature, share) => new FeatureChange(feature, share))];
    }

    private static PatientFeatures Replace(in PatientFeatures patient, in PatientFeatures by, PatientFeature feature) => feature switch
    {
        PatientFeature.Age => patient with { AgeYears = by.AgeYears },
        PatientFeature.Sex => patient with { Sex = by.Sex },
        PatientFeature.BodyMassIndex => patient with { HeightCm = by.HeightCm, WeightKg = by.WeightKg },
        PatientFeature.Systolic => patient with { SystolicMmHg = by.SystolicMmHg },
        PatientFeature.Diastolic => patient with { DiastolicMmHg = by.DiastolicMmHg },
        PatientFeature.Cholesterol => patient with { Cholesterol = by.Cholesterol },
        PatientFeature.Glucose => patient with { Glucose = by.Glucose },
        PatientFeature.Smoking => patient with { Smoker = by.Smoker },
        PatientFeature.Alcohol => patient with { DrinksAlcohol = by.DrinksAlcohol },
        PatientFeature.Activity => patient with { PhysicallyActive = by.PhysicallyActive },
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, null),
    };
}
