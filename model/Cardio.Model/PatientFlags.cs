namespace Cardio.Model;

/// <summary>Finds what a reader must know beside the number.</summary>
internal static class PatientFlags
{
    public static IReadOnlyList<PatientFlag> Of(in PatientFeatures patient, ModelCard card)
    {
        var flags = new List<PatientFlag>();
        Outside(PatientFlag.AgeOutsideTraining, nameof(PatientFeatures.AgeYears), patient.AgeYears);
        Outside(PatientFlag.HeightOutsideTraining, nameof(PatientFeatures.HeightCm), patient.HeightCm);
        Outside(PatientFlag.WeightOutsideTraining, nameof(PatientFeatures.WeightKg), patient.WeightKg);
        Outside(PatientFlag.BodyMassIndexOutsideTraining, nameof(PatientFeatures.BodyMassIndex), patient.BodyMassIndex);
        Outside(PatientFlag.SystolicOutsideTraining, nameof(PatientFeatures.SystolicMmHg), patient.SystolicMmHg);
        Outside(PatientFlag.DiastolicOutsideTraining, nameof(PatientFeatures.DiastolicMmHg), patient.DiastolicMmHg);
        if (patient.Cholesterol == LabLevel.NotMeasured)
            flags.Add(PatientFlag.CholesterolNotMeasured);
        if (patient.Glucose == LabLevel.NotMeasured)
            flags.Add(PatientFlag.GlucoseNotMeasured);
        flags.AddRange(UnusualRange.Flags(patient));
        if (MeasurementPatterns.Of(patient) >= MeasurementPattern.FiveInputs)
            flags.Add(PatientFlag.FewInputsUsed);
        return flags;

        void Outside(PatientFlag flag, string input, double? value)
        {
            var range = card.Inputs.Single(i => i.Input == input);
            if (value < range.Minimum || value > range.Maximum)
                flags.Add(flag);
        }
    }
}
