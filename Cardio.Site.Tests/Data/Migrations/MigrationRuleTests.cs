using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Data.Migrations;

/// <summary>
/// The previous version keeps running while a release migrates, so scripts only add: Decisions/Database/0015-migrations-side-by-side.md.
/// </summary>
public sealed partial class MigrationRuleTests
{
    public static TheoryData<string> Scripts { get; } = [.. Repository.Files("Cardio.Site/Data/Migrations", "*.sql")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_removes_nothing_that_older_code_uses(string script) =>
        Assert.Empty(Removing().Matches(File.ReadAllText(Repository.Path(script))).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void An_added_column_is_nullable_or_has_a_default(string script) =>
        Assert.All(Added().Matches(File.ReadAllText(Repository.Path(script))).Select(match => match.Value), column =>
            Assert.True(
                !column.Contains("not null", StringComparison.OrdinalIgnoreCase)
                || column.Contains("default", StringComparison.OrdinalIgnoreCase),
                column));

    [Theory]
    [InlineData("drop table account;")]
    [InlineData("alter table account rename column email to mail;")]
    [InlineData("alter table account alter column email type varchar(10);")]
    [InlineData("alter table account alter column email set not null;")]
    public void Removing_statements_are_detected(string sql) => Assert.Matches(Removing(), sql);

    [GeneratedRegex(
        @"\bdrop\s+(table|column|constraint)\b|\brename\b|\balter\s+column\s+\w+\s+(type|set\s+not\s+null)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Removing();

    [GeneratedRegex(@"\badd\s+column\b[^;]*;", RegexOptions.IgnoreCase)]
    private static partial Regex Added();
}
