using System.Text.RegularExpressions;

namespace Cardio.Testing;

/// <summary>Runtime and memory settings of the image, so that measurements apply to it.</summary>
internal static partial class ImageSettings
{
    /// <summary>Names and values from the <c>Dockerfile</c>.</summary>
    public static readonly (string Name, string Value)[] All =
    [
        .. Setting().Matches(File.ReadAllText(Repository.Path("Dockerfile")))
            .Select(setting => (setting.Groups["name"].Value, setting.Groups["value"].Value)),
    ];

    /// <summary>The settings as Markdown, for a report.</summary>
    public static string Text { get; } = string.Join(", ", All.Select(setting => $"`{setting.Name}={setting.Value}`"));

    [GeneratedRegex(@"(?<name>(DOTNET|MALLOC)_\w+)=(?<value>\w+)")]
    private static partial Regex Setting();
}
