namespace Cardio.Site.Features.Assessments;

/// <summary>Type of the localizer that reads <c>AssessmentsText.resx</c>.</summary>
public sealed class AssessmentsText;
