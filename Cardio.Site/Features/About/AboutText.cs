namespace Cardio.Site.Features.About;

/// <summary>Type of the localizer that reads <c>AboutText.resx</c>.</summary>
public sealed class AboutText;
