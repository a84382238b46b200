using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>The texts of a type and of those that it is derived from, of which the nearest that has a text gives it.</summary>
internal sealed class InheritedText(IReadOnlyList<IStringLocalizer> nearestFirst) : IStringLocalizer
{
    public LocalizedString this[string name] => Found(words => words[name]);

    public LocalizedString this[string name, params object[] arguments] => Found(words => words[name, arguments]);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        nearestFirst.SelectMany(words => words.GetAllStrings(includeParentCultures)).DistinctBy(text => text.Name);

    private LocalizedString Found(Func<IStringLocalizer, LocalizedString> read) =>
        nearestFirst.Select(read).FirstOrDefault(text => !text.ResourceNotFound) ?? read(nearestFirst[0]);
}
