using System.Text.RegularExpressions;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Architecture;

/// <summary>The image and the buildpack for Heroku run the site with the same settings.</summary>
public sealed partial class HerokuFileTests
{
    [Fact]
    public void Buildpack_and_image_have_the_same_runtime_settings()
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

    private static List<string> Settings(string file)
    {
        var settings = Setting().Matches(File.ReadAllText(Repository.Path(file))).Select(setting => setting.Value);
        return [.. settings.Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\b(DOTNET|MALLOC)_\w+=\w+")]
    private static partial Regex Setting();
}
