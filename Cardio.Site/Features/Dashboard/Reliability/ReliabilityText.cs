namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Marks the texts of <c>ReliabilityText.resx</c>.</summary>
public sealed class ReliabilityText;
