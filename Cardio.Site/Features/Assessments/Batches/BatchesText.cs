namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>Selects the texts of <c>BatchesText.resx</c>.</summary>
public sealed class BatchesText;
