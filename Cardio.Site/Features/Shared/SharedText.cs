namespace Cardio.Site.Features.Shared;

/// <summary>Marks the texts of <c>SharedText.resx</c>: the layout and what several features say.</summary>
public sealed class SharedText;
