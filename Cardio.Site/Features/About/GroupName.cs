using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.About;

/// <summary>Localizes the group names of the model card.</summary>
internal static class GroupName
{
    /// <summary>Name of the group of all patients in the model card.</summary>
    public const string All = "all";

    /// <summary>Formats a group: "All", "Women", "45 to 49 years". The age bands of the card exclude their upper end.</summary>
    public static string Format(string group, IStringLocalizer words)
    {
        return group.Split('-') is [var first, var last]
            && int.TryParse(first, CultureInfo.InvariantCulture, out var low)
            && int.TryParse(last, CultureInfo.InvariantCulture, out var high)
                ? words["AgeBand", low, high - 1]
                : words[$"Group.{group}"];
    }
}
