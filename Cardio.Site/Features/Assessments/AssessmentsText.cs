namespace Cardio.Site.Features.Assessments;

/// <summary>Marks the texts of <c>AssessmentsText.resx</c>.</summary>
public sealed class AssessmentsText;
