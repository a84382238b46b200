namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Marks the texts of <c>QualityText.resx</c>.</summary>
public sealed class QualityText;
