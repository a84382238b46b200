using Cardio.Model.Card;

namespace Cardio.Model.Patients;

/// <summary>Determines the flags of an estimate from the input ranges of the model card.</summary>
internal sealed class PatientFlags(ModelCard card)
{
    private readonly Range _height = Range.FromCard(card, nameof(PatientFeatures.HeightCm));
    private readonly Range _weight = Range.FromCard(card, nameof(PatientFeatures.WeightKg));
    private readonly Range _bodyMassIndex = Range.FromCard(card, nameof(PatientFeatures.BodyMassIndex));
    private readonly Range _systolic = Range.FromCard(card, nameof(PatientFeatures.SystolicMmHg));
    private readonly Range _diastolic = Range.FromCard(card, nameof(PatientFeatures.DiastolicMmHg));

    public IReadOnlyList<PatientFlag> Find(in PatientFeatures patient)
    {
        var flags = new List<PatientFlag>();
        Add(!TrainedAge.Includes(patient.AgeYears), PatientFlag.AgeOutsideTraining);
        Add(_height.Excludes(patient.HeightCm), PatientFlag.HeightOutsideTraining);
        Add(_weight.Excludes(patient.WeightKg), PatientFlag.WeightOutsideTraining);
        Add(_bodyMassIndex.Excludes(patient.BodyMassIndex), PatientFlag.BodyMassIndexOutsideTraining);
        Add(_systolic.Excludes(patient.SystolicMmHg), PatientFlag.SystolicOutsideTraining);
        Add(_diastolic.Excludes(patient.DiastolicMmHg), PatientFlag.DiastolicOutsideTraining);
        Add(patient.Cholesterol == LabLevel.NotMeasured, PatientFlag.CholesterolNotMeasured);
        Add(patient.Glucose == LabLevel.NotMeasured, PatientFlag.GlucoseNotMeasured);
        flags.AddRange(UnusualRange.Flags(patient));
        Add(MeasurementPatterns.FromPatient(patient) >= MeasurementPattern.FiveInputs, PatientFlag.FewInputsUsed);
        return flags;

        void Add(bool applies, PatientFlag flag)
        {
            if (applies)
                flags.Add(flag);
        }
    }

    private readonly record struct Range(double Minimum, double Maximum)
    {
        public static Range FromCard(ModelCard card, string input)
        {
            var distribution = card.Inputs.Single(i => i.Input == input);
            return new Range(distribution.Minimum, distribution.Maximum);
        }

        public bool Excludes(double? value) => value < Minimum || value > Maximum;
    }
}
