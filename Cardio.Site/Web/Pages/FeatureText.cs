using System.Diagnostics.CodeAnalysis;
using Cardio.Site.Clinic;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>Localizer of a feature that falls back to the texts of the clinic.</summary>
/// <typeparam name="T">Resource type of the feature.</typeparam>
[SuppressMessage("Performance", "CA1812", Justification = "Created by dependency injection.")]
internal sealed class FeatureText<T>(IStringLocalizerFactory factory) : IStringLocalizer<T>
{
    private readonly InheritedText _texts = new([factory.Create(typeof(T)), factory.Create(typeof(ClinicText))]);

    public LocalizedString this[string name] => _texts[name];

    public LocalizedString this[string name, params object[] arguments] => _texts[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);
}
