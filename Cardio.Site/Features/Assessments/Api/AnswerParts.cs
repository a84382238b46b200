using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Features.Assessments.History;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>A probability at another prevalence, by the odds form of Bayes' rule.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Prevalence">Share of the clinic's patients with the disease, 0 to 1.</param>
public sealed record PrevalenceAdjusted(double Probability, double Prevalence);

/// <summary>Where a probability lies against the threshold.</summary>
/// <param name="Threshold">The clinic's threshold at the training prevalence, 0 to 1.</param>
/// <param name="IsAtOrAbove">Whether the probability reaches it.</param>
public sealed record ThresholdDecision(double Threshold, bool IsAtOrAbove);

/// <summary>Which model answered.</summary>
/// <param name="Version">Version, such as 2026.11.1.</param>
/// <param name="Sha256">The hash of all its files, lower-case hexadecimal.</param>
public sealed record ModelName(string Version, string Sha256);

/// <summary>A confirmed diagnosis.</summary>
/// <param name="Diagnosis">Whether the disease was found.</param>
/// <param name="Method">How it was confirmed.</param>
/// <param name="DiagnosedOn">The day of the diagnosis in the clinic.</param>
public sealed record OutcomeAnswer(Diagnosis Diagnosis, string Method, DateOnly DiagnosedOn);

/// <summary>Answers in the order of the patients that were sent.</summary>
/// <param name="Scores">One a patient.</param>
public sealed record ScoreList(IReadOnlyList<AssessmentAnswer> Scores);

/// <summary>A page of assessments, newest first.</summary>
/// <param name="Items">The assessments with the decision and the outcome that hold.</param>
/// <param name="Next">What to send as <c>before</c> for the older ones, or null where there are none.</param>
public sealed record AssessmentPage(IReadOnlyList<HistoryRow> Items, Guid? Next);
