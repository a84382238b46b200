using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Architecture;

/// <summary>The two ways to Heroku, the image and the buildpack, run the same site within the same memory.</summary>
public sealed partial class HerokuFileTests
{
    [Fact]
    public void The_buildpack_s_process_has_the_image_s_settings_of_the_runtime()
    {
        var image = Settings("Dockerfile");
        Assert.Contains(image, setting => setting.StartsWith("DOTNET_GCHeapHardLimit=", StringComparison.Ordinal));
        Assert.Equal(image, Settings("Procfile"));
    }

    [Theory]
    [InlineData("Procfile", @"^release: .*dotnet Cardio\.Site\.dll migrate$")]
    [InlineData("Procfile", @"^web: .*exec dotnet Cardio\.Site\.dll$")]
    [InlineData("heroku.yml", @"^    - dotnet Cardio\.Site\.dll migrate$")]
    [InlineData("heroku.yml", @"^  web: exec dotnet Cardio\.Site\.dll$")]
    public void The_release_migrates_and_SIGTERM_reaches_the_site(string file, string line) =>
        Assert.Matches(new Regex(line, RegexOptions.Multiline), File.ReadAllText(Repository.Path(file)));

    private static List<string> Settings(string file) => [.. Setting().Matches(File.ReadAllText(Repository.Path(file))).Select(setting => setting.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b(DOTNET|MALLOC)_\w+=\w+")]
    private static partial Regex Setting();
}
