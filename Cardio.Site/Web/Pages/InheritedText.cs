using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>
/// Localizer that searches several localizers in order and returns the first text found. A page has hundreds of texts, so it allocates
/// nothing itself.
/// </summary>
internal sealed class InheritedText(IStringLocalizer[] nearestFirst) : IStringLocalizer
{
    public LocalizedString this[string name]
    {
        get
        {
            foreach (var words in nearestFirst)
            {
                if (words[name] is { ResourceNotFound: false } text) return text;
            }
            return nearestFirst[0][name];
        }
    }

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            foreach (var words in nearestFirst)
            {
                if (words[name, arguments] is { ResourceNotFound: false } text) return text;
            }
            return nearestFirst[0][name, arguments];
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        nearestFirst.SelectMany(words => words.GetAllStrings(includeParentCultures)).DistinctBy(text => text.Name);
}
