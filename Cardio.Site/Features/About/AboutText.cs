namespace Cardio.Site.Features.About;

/// <summary>Marks the texts of <c>AboutText.resx</c>.</summary>
public sealed class AboutText;
