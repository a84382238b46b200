using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.About;

/// <summary>The groups of the card in the user's language.</summary>
internal static class GroupName
{
    /// <summary>Every patient.</summary>
    public const string All = "all";

    /// <summary>"All", "Women", "45 to 49 years"; the card's bands hold their lower end and not their upper one.</summary>
    public static string Format(string group, IStringLocalizer words)
    {
        var ends = group.Split('-');
        return ends.Length == 2 && int.TryParse(ends[0], CultureInfo.InvariantCulture, out var low) && int.TryParse(ends[1], CultureInfo.InvariantCulture, out var high)
            ? words["AgeBand", low, high - 1]
            : words[$"Group.{group}"];
    }
}
