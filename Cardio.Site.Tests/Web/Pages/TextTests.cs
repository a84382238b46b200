using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Accounts.Users;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Features.Dashboard.Comparison.Promotion;
using Cardio.Site.Features.Dashboard.Quality;
using Cardio.Site.Features.Dashboard.Reliability;
using Cardio.Site.Features.Dashboard.Value;
using Cardio.Site.Features.Settings;

namespace Cardio.Site.Tests.Web.Pages;

/// <summary>Checks that both languages have the same texts, and that every text named in a view exists.</summary>
public sealed partial class TextTests
{
    private const string ClinicText = "Cardio.Site/Clinic/ClinicText.resx";

    public static TheoryData<string> Resources { get; } =
        [.. Repository.Files("Cardio.Site", "*.resx").Where(path => !path.EndsWith(".pt-BR.resx", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Both_languages_have_the_same_keys_and_placeholders(string path)
    {
        var english = Texts(path);
        var portuguese = Texts(path.Replace(".resx", ".pt-BR.resx", StringComparison.Ordinal));
        Assert.Equal(english.Keys.Order(), portuguese.Keys.Order());
        Assert.All(english, text =>
        {
            Assert.NotEmpty(text.Value.Trim());
            Assert.Equal(Placeholders(text.Value), Placeholders(portuguese[text.Key]));
        });
    }

    [Fact]
    public void Every_text_named_in_a_view_exists()
    {
        var missing =
            from view in Repository.Files("Cardio.Site", "*.cshtml")
            from Match use in Uses().Matches(File.ReadAllText(Repository.Path(view)))
            let key = use.Groups["key"].Value
            where !Texts(Resource(view, use.Groups["localizer"].Value)).ContainsKey(key)
            where !Texts(ClinicText).ContainsKey(key) // the fallback of every feature
            select $"{view}: {use.Value}";
        Assert.Empty(missing);
    }

    /// <summary>Finds the resource of a localizer, injected by the view itself or by the nearest _ViewImports.cshtml.</summary>
    private static string Resource(string view, string localizer)
    {
        var files = new List<string> { view };
        for (var folder = Path.GetDirectoryName(view); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            files.Add($"{folder}/_ViewImports.cshtml");
        var type = files.Select(Repository.Path).Where(File.Exists)
            .Select(file => Regex.Match(File.ReadAllText(file), $@"IStringLocalizer<(\w+)> {localizer}\b"))
            .First(match => match.Success).Groups[1].Value;
        return Repository.Files("Cardio.Site", $"{type}.resx").Single();
    }

    [Theory]
    [InlineData("Assessments", "Flag", typeof(PatientFlag))]
    [InlineData("Assessments", "Feature", typeof(PatientFeature))]
    [InlineData("Assessments", "Lab", typeof(LabLevel))]
    [InlineData("Assessments", "Sex", typeof(Sex))]
    [InlineData("Assessments", "SexShort", typeof(Sex))]
    [InlineData("Assessments", "Decision", typeof(ReviewDecision))]
    [InlineData("Assessments", "Diagnosis", typeof(Diagnosis))]
    [InlineData("About", "Pattern", typeof(MeasurementPattern))]
    [InlineData("Audit", "Action", typeof(AuditAction))]
    [InlineData("ApiKeys", "State", typeof(KeyState))]
    [InlineData("Settings", "Source", typeof(SettingSource))]
    [InlineData("Dashboard/Reliability", "Shift", typeof(Shift))]
    [InlineData("Dashboard/Reliability", "Lab", typeof(LabLevel))]
    [InlineData("Dashboard/Reliability", "Sex", typeof(Sex))]
    [InlineData("Accounts/Users", "State", typeof(UserState))]
    [InlineData("Dashboard/Comparison", "State", typeof(ArtifactState))]
    [InlineData("Dashboard/Comparison", "Saved", typeof(ModelAction))]
    [InlineData("Accounts/Users", "Saved", typeof(UserAction))]
    [InlineData("Accounts/Users", "Link", typeof(LinkDelivery))]
    [InlineData("Dashboard/Quality", "Figure", typeof(QualityFigure))]
    [InlineData("Dashboard/Value", "Basis", typeof(ValueSource))]
    [InlineData("Dashboard/Value", "Metric", typeof(PriceMetric))]
    [InlineData("Dashboard/Value", "BreakEven", typeof(PriceMetric))]
    [InlineData("Dashboard/Value", "BusinessNote", typeof(PriceMetric))]
    [InlineData("Dashboard/Value", "Rounding", typeof(PriceRounding))]
    public void Every_displayed_enum_value_has_a_text(string feature, string prefix, Type values) =>
        Assert.Superset(
            Enum.GetNames(values).Select(name => $"{prefix}.{name}").ToHashSet(),
            Texts($"Cardio.Site/Features/{feature}/{Path.GetFileName(feature)}Text.resx").Keys.ToHashSet());

    [Fact]
    public void Every_setting_has_a_name_and_a_description() => Assert.All(AllSettings.All, setting =>
    {
        var texts = Texts("Cardio.Site/Features/Settings/SettingsText.resx");
        Assert.Contains($"Name.{setting.Slug}", texts);
        Assert.Contains($"What.{setting.Slug}", texts);
        Assert.All((setting.Value as ChoiceValue)?.Choices ?? [], choice => Assert.Contains($"Choice.{choice}", texts));
    });

    [Fact]
    public void No_view_violates_the_content_security_policy()
    {
        var offences =
            from view in Repository.Files("Cardio.Site", "*.cshtml")
            where view != "Cardio.Site/Features/Dashboard/Report/Standalone.cshtml" // a file to open without the site and its policy
            from Match use in Forbidden().Matches(File.ReadAllText(Repository.Path(view)))
            select $"{view}: {use.Value}";
        Assert.Empty(offences);
    }

    private static Dictionary<string, string> Texts(string path) =>
        XDocument.Load(Repository.Path(path)).Root!
            .Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?<localizer>T|R|Shared|Words)\[""(?<key>[^""]+)""")]
    private static partial Regex Uses();

    [GeneratedRegex(@"\bstyle=|<style|hx-on|js:|Html\.Raw|asp-validation-summary|\son[a-z]+=|<script(?![^>]*\bsrc=)|hx-trigger=""[^""]*\[")]
    private static partial Regex Forbidden();
}
