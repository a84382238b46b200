namespace Cardio.Site.Features.Assessments;

/// <summary>Selects the texts of <c>AssessmentsText.resx</c>.</summary>
public sealed class AssessmentsText;
