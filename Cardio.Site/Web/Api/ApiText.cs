namespace Cardio.Site.Web.Api;

/// <summary>Marks the texts of <c>ApiText.resx</c>.</summary>
public sealed class ApiText;
