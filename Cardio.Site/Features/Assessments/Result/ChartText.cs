using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>What <c>_Chart</c> shows.</summary>
/// <param name="Assessment">The stored assessment.</param>
/// <param name="Review">The doctor's decision, or null if none is recorded.</param>
public sealed record ChartView(Assessment Assessment, Review? Review)
{
    /// <summary>Whether htmx replaces the text on the page in addition to the main target.</summary>
    public bool IsSwapped { get; init; }
}

/// <summary>Formats the assessment as plain text for the patient's chart.</summary>
internal static class ChartText
{
    /// <summary>Creates the text in the user's language.</summary>
    /// <param name="assessment">The stored assessment.</param>
    /// <param name="review">The doctor's decision, or null if none is recorded.</param>
    /// <param name="words">The texts of this feature in the user's language.</param>
    /// <param name="clock">The clinic's clock.</param>
    public static string Create(Assessment assessment, Review? review, IStringLocalizer words, ClinicClock clock)
    {
        string Line(string key, string value) => $"{words[key]}: {value}";
        string Words(string key, params object[] values) => words[key, values];
        var range = assessment.Explanation.SamplingUncertainty;
        var estimate = Words(
            "ChartEstimate",
            Percent.Show(assessment.Probability),
            Percent.Number(range.Low),
            Percent.Number(range.High),
            Percent.Number(assessment.TrainingPrevalence));
        var lines = new List<string>
        {
            $"Cardio – {clock.Show(assessment.CreatedAt)}",
            Line("Model", $"{assessment.ModelVersion} ({assessment.ModelSha256[..16]})"),
            Line("ReceiptTitle", RecordFingerprint.Code(assessment)),
            Line("InputsTitle", string.Join("; ", assessment.Facts(words).Select(fact => fact.ChartText))),
            Line("Estimate", estimate),
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
}
