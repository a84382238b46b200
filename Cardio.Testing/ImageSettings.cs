using System.Text.RegularExpressions;

namespace Cardio.Testing;

/// <summary>What the image of the site sets for the runtime and for memory, so that figures are those of the image.</summary>
internal static partial class ImageSettings
{
    /// <summary>Names and values, as they stand in the <c>Dockerfile</c>.</summary>
    public static readonly (string Name, string Value)[] All =
        [.. Setting().Matches(File.ReadAllText(Repository.Path("Dockerfile"))).Select(found => (found.Groups["name"].Value, found.Groups["value"].Value))];

    /// <summary>The same as a text, for a report.</summary>
    public static string Text { get; } = string.Join(", ", All.Select(setting => $"`{setting.Name}={setting.Value}`"));

    [GeneratedRegex(@"(?<name>(DOTNET|MALLOC)_\w+)=(?<value>\w+)")]
    private static partial Regex Setting();
}
