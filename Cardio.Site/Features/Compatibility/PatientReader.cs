using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Compatibility;

/// <summary>
/// Reads the five values, each a number or an array of one, in any order; further members were ignored and are. Each fault is told
/// with its member.
/// </summary>
internal sealed class PatientReader(JsonElement body, IStringLocalizer<CompatibilityText> words)
{
    private readonly List<ApiError> _errors = [];

    /// <summary>What is wrong with which member.</summary>
    public IReadOnlyList<ApiError> Errors => _errors;

    /// <summary>The patient, or null where <see cref="Errors"/> tells why not.</summary>
    public PatientFeatures? Read()
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ApiError.Create("#", words["NotAnObject"]));
            return null;
        }
        var age = Within("age", CompletedYears(Number("age")), ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum, "AgeBetween");
        var weight = Within("weight", Number("weight"), ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum);
        var systolic = Whole("ap_hi", ClinicalRange.SystolicMmHgMinimum, ClinicalRange.SystolicMmHgMaximum);
        var diastolic = Whole("ap_lo", ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum);
        var cholesterol = Whole("cholesterol", 1, 3);
        if (diastolic >= systolic) Fault("ap_lo", words["DiastolicMustBeLower"]);
        return _errors.Count > 0 ? null : new()
        {
            AgeYears = (int)age!.Value,
            WeightKg = weight!.Value,
            SystolicMmHg = (int)systolic!.Value,
            DiastolicMmHg = (int)diastolic!.Value,
            Cholesterol = cholesterol switch { 1 => LabLevel.Normal, 2 => LabLevel.AboveNormal, _ => LabLevel.WellAboveNormal },
        };
    }

    /// <summary>The training table has days; years are what the old service's own example sends.</summary>
    private static double? CompletedYears(double? age) =>
        age is { } value ? Math.Floor(value > AgeColumn.MaximumYears ? value / AgeColumn.DaysPerYear : value) : null;

    private double? Whole(string member, int minimum, int maximum)
    {
        if (Number(member) is not { } value) return null;
        return value == Math.Floor(value) ? Within(member, value, minimum, maximum) : Fault(member, words["MustBeWhole"]);
    }

    private double? Within(string member, double? value, int minimum, int maximum, string fault = "MustBeBetween") =>
        value is null || (value >= minimum && value <= maximum) ? value : Fault(member, words[fault, minimum, maximum]);

    private double? Number(string member)
    {
        if (!body.TryGetProperty(member, out var value)) return Fault(member, words["Missing"]);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1) value = value[0];
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : Fault(member, words["NotANumber"]);
    }

    private double? Fault(string member, string sentence)
    {
        _errors.Add(ApiError.Create($"#/{member}", sentence));
        return null;
    }
}
