namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Marks the texts of <c>ModelsText.resx</c>.</summary>
public sealed class ComparisonText;
