namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Marks the texts of <c>ValueText.resx</c>.</summary>
public sealed class ValueText;
