using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.History;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>A probability adjusted to another prevalence by the odds form of Bayes' rule.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Prevalence">Prevalence of the disease among the clinic's patients, 0 to 1.</param>
public sealed record PrevalenceAdjusted(double Probability, double Prevalence);

/// <summary>The comparison of a probability with the decision threshold.</summary>
/// <param name="Threshold">The clinic's decision threshold at the training prevalence, 0 to 1.</param>
/// <param name="IsAtOrAbove">Whether the probability reaches it.</param>
public sealed record ThresholdDecision(double Threshold, bool IsAtOrAbove);

/// <summary>The model that made the estimate.</summary>
/// <param name="Version">Version, such as 2026.11.1.</param>
/// <param name="Sha256">SHA-256 of all its files, lower-case hexadecimal.</param>
public sealed record ModelName(string Version, string Sha256);

/// <summary>A confirmed diagnosis.</summary>
/// <param name="Diagnosis">Whether the disease was found.</param>
/// <param name="Method">How it was confirmed.</param>
/// <param name="DiagnosedOn">Date of the diagnosis in the clinic's time zone.</param>
public sealed record OutcomeAnswer(Diagnosis Diagnosis, string Method, DateOnly DiagnosedOn);

/// <summary>Results in the order of the patients in the request.</summary>
/// <param name="Scores">One result per patient.</param>
public sealed record ScoreList(IReadOnlyList<AssessmentAnswer> Scores);

/// <summary>A page of assessments, newest first.</summary>
/// <param name="Items">The assessments with their current decision and outcome.</param>
/// <param name="Next">Value of the parameter <c>before</c> for the next page; null on the last page.</param>
public sealed record AssessmentPage(IReadOnlyList<HistoryRow> Items, Guid? Next);
