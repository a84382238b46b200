using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>Localizer that searches several localizers in order and returns the first text found.</summary>
internal sealed class InheritedText(IReadOnlyList<IStringLocalizer> nearestFirst) : IStringLocalizer
{
    public LocalizedString this[string name] => FirstFound(words => words[name]);

    public LocalizedString this[string name, params object[] arguments] => FirstFound(words => words[name, arguments]);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        nearestFirst.SelectMany(words => words.GetAllStrings(includeParentCultures)).DistinctBy(text => text.Name);

    private LocalizedString FirstFound(Func<IStringLocalizer, LocalizedString> read) =>
        nearestFirst.Select(read).FirstOrDefault(text => !text.ResourceNotFound) ?? read(nearestFirst[0]);
}
