using System.ComponentModel.DataAnnotations;
using Cardio.Model.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// A patient's values from the form, the API or a file, with their validation rules.
/// Every value is nullable, so that a missing value differs from zero.
/// </summary>
public abstract class PatientValues : IValidatableObject
{
    /// <summary>Code that the clinic chose for the patient; never a name or a national number.</summary>
    [Display(Name = "PatientCode")]
    [StringLength(Patients.PatientCode.MaximumLength, ErrorMessage = "PatientCodeTooLong")]
    public string? PatientCode
    {
        get => ParsedCode?.Text;
        set => ParsedCode = Patients.PatientCode.Read(value);
    }

    /// <summary>The same code with its key. Internal, so that no serializer or model binder sees it.</summary>
    internal PatientCode? ParsedCode { get; private set; }

    /// <summary>Age in completed years.</summary>
    [Display(Name = "AgeYears"), UIHint("Measurement"), Unit("Years")]
    [Required(ErrorMessage = "EnterAgeYears")]
    [Range(ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum, ErrorMessage = "MustBeBetween")]
    public int? AgeYears { get; set; }

    /// <summary>Sex.</summary>
    [Display(Name = "Sex"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectSex")]
    public Sex? Sex { get; set; }

    /// <summary>Height in cm.</summary>
    [Display(Name = "HeightCm"), UIHint("Measurement"), Unit("Cm")]
    [Required(ErrorMessage = "EnterHeightCm")]
    [Range((double)ClinicalRange.HeightCmMinimum, ClinicalRange.HeightCmMaximum, ErrorMessage = "MustBeBetween")]
    public double? HeightCm { get; set; }

    /// <summary>Weight in kg.</summary>
    [Display(Name = "WeightKg"), UIHint("Measurement"), Unit("Kg")]
    [Required(ErrorMessage = "EnterWeightKg")]
    [Range((double)ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum, ErrorMessage = "MustBeBetween")]
    public double? WeightKg { get; set; }

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

    /// <summary>Cholesterol class.</summary>
    [Display(Name = "Cholesterol"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectCholesterol")]
    public virtual LabLevel? Cholesterol { get; set; }

    /// <summary>Glucose class.</summary>
    [Display(Name = "Glucose"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectGlucose")]
    public virtual LabLevel? Glucose { get; set; }

    /// <summary>Whether the patient smokes.</summary>
    [Display(Name = "Smoker"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectSmoker")]
    public bool? Smoker { get; set; }

    /// <summary>Whether the patient drinks alcohol.</summary>
    [Display(Name = "DrinksAlcohol"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectDrinksAlcohol")]
    public bool? DrinksAlcohol { get; set; }

    /// <summary>Whether the patient is physically active.</summary>
    [Display(Name = "PhysicallyActive"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectPhysicallyActive")]
    public bool? PhysicallyActive { get; set; }

    /// <summary>Converts validated values to the model's input.</summary>
    /// <exception cref="InvalidOperationException">A value is missing: the input was not validated.</exception>
    public PatientFeatures ToFeatures() => new()
    {
        AgeYears = AgeYears!.Value,
        Sex = Sex!.Value,
        HeightCm = HeightCm!.Value,
        WeightKg = WeightKg!.Value,
        SystolicMmHg = SystolicMmHg!.Value,
        DiastolicMmHg = DiastolicMmHg!.Value,
        Cholesterol = Cholesterol!.Value,
        Glucose = Glucose!.Value,
        Smoker = Smoker!.Value,
        DrinksAlcohol = DrinksAlcohol!.Value,
        PhysicallyActive = PhysicallyActive!.Value,
    };

    /// <summary>Checks the rules across fields; runs only if each field is valid by itself.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<ClinicText>>();
        if (PatientCode is not null && NationalNumber.IsIn(PatientCode))
            yield return new(words["PatientCodeIsNationalNumber"], [nameof(PatientCode)]);
        if (DiastolicMmHg >= SystolicMmHg)
            yield return new(words["DiastolicMustBeLower"], [nameof(DiastolicMmHg)]);
    }
}
