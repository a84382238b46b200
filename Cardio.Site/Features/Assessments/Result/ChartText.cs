using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>The text for the chart as <c>_Chart</c> shows it.</summary>
/// <param name="Assessment">The stored assessment.</param>
/// <param name="Review">The doctor's decision, or null where there is none yet.</param>
public sealed record ChartView(Assessment Assessment, Review? Review)
{
    /// <summary>Whether it takes the place of the text on the screen, beside another answer.</summary>
    public bool IsSwapped { get; init; }
}

/// <summary>The record as plain text, to be pasted into the patient's chart.</summary>
internal static class ChartText
{
    /// <param name="assessment">The stored assessment.</param>
    /// <param name="review">The doctor's decision, or null where there is none yet.</param>
    /// <param name="words">The texts of this feature.</param>
    /// <param name="clock">The clinic's clock.</param>
    public static string Create(Assessment assessment, Review? review, IStringLocalizer words, ClinicClock clock)
    {
        string Line(string key, string value) => $"{words[key]}: {value}";
        string Words(string key, params object[] values) => words[key, values];
        var range = assessment.Explanation.SamplingUncertainty;
        var lines = new List<string>
        {
            $"Cardio – {clock.Show(assessment.CreatedAt)}",
            Line("Model", $"{assessment.ModelVersion} ({assessment.ModelSha256[..16]})"),
            Line("ReceiptTitle", RecordFingerprint.Code(assessment)),
            Line("InputsTitle", string.Join("; ", Inputs(assessment, words))),
            Line("Estimate", Words("ChartEstimate", Percent.Show(assessment.Probability), Percent.Number(range.Low), Percent.Number(range.High), Percent.Number(assessment.TrainingPrevalence))),
            Words(assessment.ThresholdKey, Format.Setting(assessment.DecisionThreshold)),
        };
        if (assessment.ClinicProbability is { } clinic)
            lines.Add(Words("ClinicEstimate", Format.Setting(assessment.ClinicPrevalence!.Value), Percent.Show(clinic)));
        lines.AddRange(assessment.Flags().Select(flag => $"! {FlagText.Format(flag, words)}"));
        lines.Add(Line("ChartDecision", Decision(review, words)));
        lines.Add(Line("ChartPatientTold", words[review?.PatientTold switch { true => "Yes", false => "No", null => "ChartNotRecorded" }]));
        lines.Add(words["ChartSupport"]);
        return string.Join('\n', lines);
    }

    private static string Decision(Review? review, IStringLocalizer words) => review switch
    {
        null => words["ChartNotRecorded"],
        { Reason: { } reason } => $"{words[$"Decision.{review.Decision}"]} ({reason})",
        _ => words[$"Decision.{review.Decision}"],
    };

    private static IEnumerable<string> Inputs(Assessment assessment, IStringLocalizer words)
    {
        if (assessment.PatientCode is { } code) yield return $"{words["PatientCodeShort"]} {code}";
        foreach (var feature in new[] { PatientFeature.Age, PatientFeature.Sex })
            yield return assessment.Value(feature, words);
        yield return $"{assessment.HeightCm.ToString(CultureInfo.CurrentCulture)} cm";
        yield return $"{assessment.WeightKg.ToString(CultureInfo.CurrentCulture)} kg";
        yield return $"{assessment.SystolicMmHg}/{assessment.DiastolicMmHg} mmHg";
        foreach (var feature in new[] { PatientFeature.Cholesterol, PatientFeature.Glucose, PatientFeature.Smoking, PatientFeature.Alcohol, PatientFeature.Activity })
            yield return $"{words[$"Feature.{feature}"]}: {assessment.Value(feature, words)}";
    }
}
