namespace Cardio.Site.Features.Shared;

/// <summary>Type of the localizer that reads <c>SharedText.resx</c>: texts of the layout and of several features.</summary>
public sealed class SharedText;
