namespace Cardio.Site.Features.Compatibility;

/// <summary>Marks the texts of <c>CompatibilityText.resx</c>.</summary>
public sealed class CompatibilityText;
