using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Architecture;

/// <summary>
/// A table is written out in SQL only by its owner; other folders name it through <see cref="Cardio.Site.Data.TableNames"/>.
/// </summary>
public sealed partial class TableOwnerTests
{
    /// <summary>Folder of Clinic or Features, or Data, that owns a table.</summary>
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["account"] = "Accounts",
        ["account_device"] = "Accounts",
        ["account_invitation"] = "Accounts",
        ["account_passkey"] = "Accounts",
        ["account_recovery_code"] = "Accounts",
        ["account_role"] = "Accounts",
        ["account_session"] = "Accounts",
        ["set_up_link"] = "Accounts",
        ["api_key"] = "ApiKeys",
        ["assessment"] = "Assessments",
        ["assessment_outcome"] = "Assessments",
        ["assessment_review"] = "Assessments",
        ["batch"] = "Assessments",
        ["batch_row"] = "Assessments",
        ["refused_input"] = "Assessments",
        ["audit_event"] = "Audit",
        ["audit_head"] = "Audit",
        ["secret_check"] = "Audit",
        ["assessment_count"] = "Dashboard",
        ["count_due"] = "Dashboard",
        ["count_state"] = "Dashboard",
        ["saved_view"] = "Dashboard",
        ["shadow_score"] = "Dashboard",
        ["model_choice"] = "Models",
        ["retention"] = "Settings",
        ["setting"] = "Settings",
        ["data_protection_key"] = "Data",
        ["idempotent_request"] = "Data",
    };

    [Fact]
    public void A_table_is_named_in_SQL_by_its_owner_only() => Assert.Empty(
        from use in Uses()
        where Owners.TryGetValue(use.Table, out var owner) && use.Owner != owner
        select $"{use.File}: {use.Table} belongs to {Owners[use.Table]}");

    [Fact]
    public void Every_table_has_an_owner()
    {
        var created = Repository.Files("Cardio.Site/Data/Migrations", "*.sql")
            .SelectMany(file => CreatedTable().Matches(File.ReadAllText(Repository.Path(file))))
            .Select(match => match.Groups["table"].Value)
            .ToHashSet();
        Assert.Superset(Owners.Keys.ToHashSet(), created);
        Assert.Subset(Uses().Select(use => use.Table).ToHashSet(), Owners.Keys.ToHashSet());
    }

    private static IEnumerable<(string File, string Owner, string Table)> Uses() =>
        from file in Repository.Files("Cardio.Site", "*.cs")
        let folders = file.Split('/')
        let owner = folders[1] is "Clinic" or "Features" ? folders[2] : folders[1]
        from line in File.ReadLines(Repository.Path(file))
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match match in TableName().Matches(line)
        select (file, owner, match.Groups["table"].Value);

    [GeneratedRegex(@"\b(from|join|into|update|analyze|vacuum|full|lock table) (?<table>[a-z_]+)\b(?! =| in )")]
    private static partial Regex TableName();

    [GeneratedRegex(@"create table (if not exists )?(?<table>[a-z_]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreatedTable();
}
