using System.ComponentModel.DataAnnotations;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>The values that the doctor can change: those for which the model is constrained to the medically correct direction.</summary>
public sealed class WhatIfInput : IValidatableObject
{
    /// <summary>Systolic blood pressure in mmHg.</summary>
    [Display(Name = "SystolicMmHg"), UIHint("Measurement"), Unit("MmHg")]
    [Required(ErrorMessage = "EnterSystolicMmHg")]
    [Range(ClinicalRange.SystolicMmHgMinimum, ClinicalRange.SystolicMmHgMaximum, ErrorMessage = "MustBeBetween")]
    public int? SystolicMmHg { get; set; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    [Display(Name = "DiastolicMmHg"), UIHint("Measurement"), Unit("MmHg")]
    [Required(ErrorMessage = "EnterDiastolicMmHg")]
    [Range(ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum, ErrorMessage = "MustBeBetween")]
    public int? DiastolicMmHg { get; set; }

    /// <summary>Weight in kg.</summary>
    [Display(Name = "WeightKg"), UIHint("Measurement"), Unit("Kg")]
    [Required(ErrorMessage = "EnterWeightKg")]
    [Range((double)ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum, ErrorMessage = "MustBeBetween")]
    public double? WeightKg { get; set; }

    /// <summary>Cholesterol class.</summary>
    [Display(Name = "Cholesterol"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectCholesterol")]
    public LabLevel? Cholesterol { get; set; }

    /// <summary>Copies the values of an assessment.</summary>
    internal static WhatIfInput FromAssessment(Assessment assessment) => new()
    {
        SystolicMmHg = assessment.SystolicMmHg,
        DiastolicMmHg = assessment.DiastolicMmHg,
        WeightKg = assessment.WeightKg,
        Cholesterol = assessment.Cholesterol,
    };

    /// <summary>Returns the patient with these values.</summary>
    /// <exception cref="InvalidOperationException">The input was not validated.</exception>
    public PatientFeatures Apply(PatientFeatures patient) => patient with
    {
        SystolicMmHg = SystolicMmHg!.Value,
        DiastolicMmHg = DiastolicMmHg!.Value,
        WeightKg = WeightKg!.Value,
        Cholesterol = Cholesterol!.Value,
    };

    /// <summary>Checks that the diastolic pressure is lower than the systolic one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        if (DiastolicMmHg >= SystolicMmHg)
            yield return new(words["DiastolicMustBeLower"], [nameof(DiastolicMmHg)]);
    }
}
