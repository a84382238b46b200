using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Data.Migrations;

/// <summary>Old code serves on while a release migrates, so a script only ever adds: Decisions/0016-migrations-side-by-side.md.</summary>
public sealed partial class MigrationRuleTests
{
    public static TheoryData<string> Scripts { get; } = [.. Repository.Files("Cardio.Site/Data/Migrations", "*.sql")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_takes_nothing_from_old_code(string script) =>
        Assert.Empty(Taking().Matches(File.ReadAllText(Repository.Path(script))).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_column_that_is_added_needs_no_value_from_old_code(string script) =>
        Assert.All(Added().Matches(File.ReadAllText(Repository.Path(script))).Select(match => match.Value), column =>
            Assert.True(!column.Contains("not null", StringComparison.OrdinalIgnoreCase) || column.Contains("default", StringComparison.OrdinalIgnoreCase), column));

    [Theory]
    [InlineData("drop table account;")]
    [InlineData("alter table account rename column email to mail;")]
    [InlineData("alter table account alter column email type varchar(10);")]
    [InlineData("alter table account alter column email set not null;")]
    public void What_the_rule_is_for_is_found(string sql) => Assert.Matches(Taking(), sql);

    [GeneratedRegex(@"\bdrop\s+(table|column|constraint)\b|\brename\b|\balter\s+column\s+\w+\s+(type|set\s+not\s+null)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Taking();

    [GeneratedRegex(@"\badd\s+column\b[^;]*;", RegexOptions.IgnoreCase)]
    private static partial Regex Added();
}
