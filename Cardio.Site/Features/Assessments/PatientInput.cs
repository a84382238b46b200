using System.ComponentModel.DataAnnotations;
using Cardio.Model;
using Cardio.Site.Web;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments;

/// <summary>What the doctor types. Everything is nullable, so that an empty field is told from a zero.</summary>
public sealed class PatientInput : IValidatableObject
{
    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
    [
        .. new[]
        {
            nameof(ConfirmedUnusual), nameof(PatientCode), nameof(AgeYears), nameof(Sex), nameof(HeightCm), nameof(WeightKg),
            nameof(SystolicMmHg), nameof(DiastolicMmHg), nameof(Cholesterol), nameof(Glucose), nameof(Smoker), nameof(DrinksAlcohol),
            nameof(PhysicallyActive), nameof(OwnEstimatePercent),
        }.Select(name => "Input." + name),
    ];

    /// <summary>Free code of the patient; never a name or a national number.</summary>
    [Display(Name = "PatientCode")]
    [StringLength(40, ErrorMessage = "PatientCodeTooLong")]
    public string? PatientCode { get; set => field = TypedText.Line(value); }

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
    public LabLevel? Cholesterol { get; set; }

    /// <summary>Glucose class.</summary>
    [Display(Name = "Glucose"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectGlucose")]
    public LabLevel? Glucose { get; set; }

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

    /// <summary>The doctor's own estimate in per cent, asked for before the model's is shown where the clinic wants it.</summary>
    [Display(Name = "OwnEstimate"), UIHint("Measurement"), Unit("PerCent")]
    [Range(0, 100, ErrorMessage = "MustBeBetween")]
    public int? OwnEstimatePercent { get; set; }

    /// <summary>The unusual values that the doctor has confirmed, as <see cref="UnusualKey"/> gave them.</summary>
    public string? ConfirmedUnusual { get; set; }

    /// <summary>The patient as the model sees them.</summary>
    /// <exception cref="InvalidOperationException">The input was not validated.</exception>
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

    /// <summary>The values of an earlier assessment, for the same patient again.</summary>
    internal static PatientInput Of(Assessment earlier) => new()
    {
        PatientCode = earlier.PatientCode,
        AgeYears = earlier.AgeYears,
        Sex = earlier.Sex,
        HeightCm = earlier.HeightCm,
        WeightKg = earlier.WeightKg,
        SystolicMmHg = earlier.SystolicMmHg,
        DiastolicMmHg = earlier.DiastolicMmHg,
        Cholesterol = earlier.Cholesterol,
        Glucose = earlier.Glucose,
        Smoker = earlier.Smoker,
        DrinksAlcohol = earlier.DrinksAlcohol,
        PhysicallyActive = earlier.PhysicallyActive,
    };

    /// <summary>The rules that need more than one field; asked only once each field is fine by itself.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        if (PatientCode is not null && NationalNumber.IsIn(PatientCode))
            yield return new(words["PatientCodeIsNationalNumber"], [nameof(PatientCode)]);
        if (OwnEstimatePercent is null && validationContext.GetRequiredService<IOptionsSnapshot<ClinicOptions>>().Value.BlindFirstRead)
            yield return new(words["EnterOwnEstimate"], [nameof(OwnEstimatePercent)]);
        if (DiastolicMmHg >= SystolicMmHg)
            yield return new(words["DiastolicMustBeLower"], [nameof(DiastolicMmHg)]);
        else if (UnusualKey() is { Length: > 0 } key && key != ConfirmedUnusual)
            yield return new(words["ConfirmUnusual"], [nameof(ConfirmedUnusual)]);
    }

    /// <summary>Names the unusual values of this input; a confirmation holds for these alone. Empty where there is none.</summary>
    public string UnusualKey() => string.Join(' ', UnusualRange.Flags(ToFeatures()));
}
