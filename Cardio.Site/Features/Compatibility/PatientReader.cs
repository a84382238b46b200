using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Compatibility;

/// <summary>
/// Reads the five values, each a number or an array of one number. Ignores other members, as the earlier service did. Reports the error of
/// each member.
/// </summary>
internal sealed class PatientReader(JsonElement body, IStringLocalizer<CompatibilityText> words)
{
    private readonly List<ApiError> _errors = [];

    /// <summary>The errors by member.</summary>
    public IReadOnlyList<ApiError> Errors => _errors;

    /// <summary>Returns the patient, or null if there are <see cref="Errors"/>.</summary>
    public PatientFeatures? Read()
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ApiError.FromMember("#", words["NotAnObject"]));
            return null;
        }
        var age = Within("age", CompletedYears(Number("age")), ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum, "AgeBetween");
        var weight = Within("weight", Number("weight"), ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum);
        var systolic = Whole("ap_hi", ClinicalRange.SystolicMmHgMinimum, ClinicalRange.SystolicMmHgMaximum);
        var diastolic = Whole("ap_lo", ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum);
        var cholesterol = Whole("cholesterol", 1, 3);
        if (diastolic >= systolic) AddError("ap_lo", words["DiastolicMustBeLower"]);
        return _errors.Count > 0 ? null : new()
        {
            AgeYears = (int)age!.Value,
            WeightKg = weight!.Value,
            SystolicMmHg = (int)systolic!.Value,
            DiastolicMmHg = (int)diastolic!.Value,
            Cholesterol = cholesterol switch { 1 => LabLevel.Normal, 2 => LabLevel.AboveNormal, _ => LabLevel.WellAboveNormal },
        };
    }

    /// <summary>Accepts days, as in the training table, and years, as in the earlier service's example.</summary>
    private static double? CompletedYears(double? age) =>
        age is { } value ? Math.Floor(value > AgeColumn.MaximumYears ? value / AgeColumn.DaysPerYear : value) : null;

    private double? Whole(string member, int minimum, int maximum)
    {
        if (Number(member) is not { } value) return null;
        return value == Math.Floor(value) ? Within(member, value, minimum, maximum) : AddError(member, words["MustBeWhole"]);
    }

    private double? Within(string member, double? value, int minimum, int maximum, string message = "MustBeBetween") =>
        value is null || (value >= minimum && value <= maximum) ? value : AddError(member, words[message, minimum, maximum]);

    private double? Number(string member)
    {
        if (!body.TryGetProperty(member, out var value)) return AddError(member, words["Missing"]);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1) value = value[0];
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : AddError(member, words["NotANumber"]);
    }

    private double? AddError(string member, string sentence)
    {
        _errors.Add(ApiError.FromMember($"#/{member}", sentence));
        return null;
    }
}
