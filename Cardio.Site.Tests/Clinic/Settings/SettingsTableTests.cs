using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Clinic.Settings;

/// <summary>The table in the README lists exactly the settings that exist.</summary>
public sealed partial class SettingsTableTests
{
    /// <summary>Settings that are read directly, or by the framework. All others belong to an options class.</summary>
    private static readonly string[] Direct =
    [
        "ASPNETCORE_ENVIRONMENT", "AllowedHosts", "PORT", "DATABASE_URL", "ConnectionStrings__Cardio", SiteSecret.Variable, "DYNO",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    private static readonly Dictionary<string, string> Rows = Row().Matches(File.ReadAllText(Repository.Path("README.md")))
        .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value.Trim());

    [Fact]
    public async Task The_README_lists_every_setting_with_its_default()
    {
        await using var host = await CardioHost.StartAsync();
        var settings =
            from section in host.Services.GetServices<SettingsSection>()
            let defaults = Activator.CreateInstance(section.Type)
            from property in section.Type.GetProperties()
            where property.CanWrite
            select (Name: $"{section.Name}__{property.Name}", Default: property.GetValue(defaults));
        Assert.Equal(Direct.Concat(settings.Select(setting => setting.Name)).Order(), Rows.Keys.Order());
        Assert.All(
            settings.Where(setting => setting.Default is not null),
            setting => Assert.Equal($"`{Format(setting.Default!)}`", Rows[setting.Name]));
    }

    [Fact]
    public void Every_options_class_is_bound_by_AddSettings()
    {
        var elsewhere = Repository.Files("Cardio.Site", "*.cs")
            .Where(file => !file.EndsWith("SettingsSection.cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Repository.Path(file)).Contains("BindConfiguration(", StringComparison.Ordinal));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Every_setting_read_directly_is_in_the_README()
    {
        string[] hostSettings = ["urls", "http_ports", "DOTNET_RUNNING_IN_CONTAINER"];
        var read =
            from file in Repository.Files("Cardio.Site", "*.cs")
            from Match use in Reading().Matches(File.ReadAllText(Repository.Path(file)))
            select use.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal);
        Assert.Empty(read.Except(hostSettings).Except(Rows.Keys));
    }

    private static string Format(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IEnumerable many and not string => string.Join(",", many.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z]+(_[A-Za-z0-9_]+)*)` \|(?<default>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?:[cC]onfiguration|[sS]ettings)(?:\[|\.GetValue(?:<\w+>)?\()""(?<name>[\w:]+)""")]
    private static partial Regex Reading();
}
