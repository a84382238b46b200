using System.Globalization;
using Cardio.Model.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>Fills in the cholesterol and glucose classes of the form from measured values.</summary>
internal sealed class LabClassifier(IStringLocalizer<AssessmentsText> words)
{
    private const string LabPrefix = nameof(NewModel.Lab) + ".";
    private const string InputPrefix = nameof(NewModel.Input) + ".";

    /// <summary>
    /// Classifies the measured values and sets the classes in the form. Errors of other fields are cleared: the doctor may not have
    /// filled them in yet.
    /// </summary>
    /// <returns>The fields set with their classes; null if a measured value is invalid.</returns>
    public IReadOnlyList<LabChoice>? Classify(LabInput lab, ModelStateDictionary form)
    {
        CheckRange(form, nameof(lab.Cholesterol), lab.Cholesterol, LabHelper.CholesterolRange(lab.Unit), lab.Unit);
        CheckRange(form, nameof(lab.Glucose), lab.Glucose, LabHelper.GlucoseRange(lab.Unit), lab.Unit);
        var isValid = form.Where(entry => IsUnder(LabPrefix, entry.Key)).All(entry => entry.Value!.Errors.Count == 0);
        foreach (var key in form.Keys.Where(key => IsUnder(InputPrefix, key))) form.ClearValidationState(key);
        if (!isValid) return null;

        var chosen = new List<LabChoice>();
        if (lab.Cholesterol is { } cholesterol)
            chosen.Add(new(nameof(PatientInput.Cholesterol), LabHelper.Cholesterol(cholesterol, lab.Unit)));
        if (lab.Glucose is { } glucose)
            chosen.Add(new(nameof(PatientInput.Glucose), LabHelper.Glucose(glucose, lab.Unit)));
        foreach (var (field, level) in chosen) form.SetModelValue(InputPrefix + field, level, level.ToString());
        return chosen;
    }

    /// <summary>Rejects implausible values, because a value in the wrong unit would get a wrong class.</summary>
    private void CheckRange(ModelStateDictionary form, string field, double? value, (double Low, double High) range, LabUnit unit)
    {
        if (!(value < range.Low || value > range.High)) return;
        var low = range.Low.ToString("0.#", CultureInfo.CurrentCulture);
        var high = range.High.ToString("0", CultureInfo.CurrentCulture);
        form.AddModelError(LabPrefix + field, words[$"LabNotPlausible.{unit}", words[$"Lab{field}"].Value, low, high]);
    }

    private static bool IsUnder(string prefix, string key) => key.StartsWith(prefix, StringComparison.Ordinal);
}

/// <summary>A class that the laboratory helper filled in.</summary>
/// <param name="Field">Name of the form field, which is also the resource key of its label.</param>
/// <param name="Level">The class.</param>
internal sealed record LabChoice(string Field, LabLevel Level);
