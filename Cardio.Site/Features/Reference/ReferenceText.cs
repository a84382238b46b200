namespace Cardio.Site.Features.Reference;

/// <summary>Marks the texts of <c>ReferenceText.resx</c>.</summary>
public sealed class ReferenceText;
