namespace Cardio.Site.Features.ApiKeys;

/// <summary>Marks the texts of <c>ApiKeysText.resx</c>.</summary>
public sealed class ApiKeysText;
