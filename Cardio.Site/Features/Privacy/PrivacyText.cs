namespace Cardio.Site.Features.Privacy;

/// <summary>Marks the texts of <c>PrivacyText.resx</c>.</summary>
public sealed class PrivacyText;
