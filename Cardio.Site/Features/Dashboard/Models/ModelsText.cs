namespace Cardio.Site.Features.Dashboard.Models;

/// <summary>Marks the texts of <c>ModelsText.resx</c>.</summary>
public sealed class ModelsText;
