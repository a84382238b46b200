namespace Cardio.Site.Web;

/// <summary>Marks the texts of <c>WebText.resx</c>: units, what a number must look like, error pages.</summary>
public sealed class WebText;
