using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.v3;

namespace Cardio.Site.Tests.Access;

/// <summary>Checks that the OWASP ASVS ledger is complete and that its evidence exists.</summary>
public sealed partial class AsvsTests
{
    private const string Ledger = "Cardio.Site/Security/asvs.md";

    /// <summary>Number of requirements of version 5.0.0 by level.</summary>
    private static readonly Dictionary<int, int> Expected = new() { [1] = 70, [2] = 183 };

    private static readonly string[] Statuses = ["met", "not applicable", "open"];

    [Fact]
    public void Ledger_is_complete_and_its_evidence_exists() => Assert.Empty(Faults(Text()));

    [Theory]
    [InlineData(
        "`HistoryTests.An_assessment_of_another_doctor_is_not_found`",
        "`HistoryTests.An_assessment`",
        "V8.2.2: there is no test HistoryTests.An_assessment")]
    [InlineData(
        "`WalkTests.Pages_respect_the_content_policy_and_store_nothing`",
        "`WalkTests.Pages`",
        "V3.4.3: there is no test WalkTests.Pages")]
    [InlineData(
        "`MatrixTests.",
        "`GoneTests.",
        "V8.2.1: there is no test GoneTests.Every_route_answers_each_role_as_in_the_matrix")]
    [InlineData(
        "`Cardio.Site.Tests/Access/matrix.txt`",
        "`Cardio.Site.Tests/Access/gone.txt`",
        "V8.1.1: there is no file Cardio.Site.Tests/Access/gone.txt")]
    [InlineData("| V8.2.1 | 1 | functions | met |", "| V8.2.1 | 1 | functions | done |", "V8.2.1: done is no status")]
    [InlineData("| V8.2.1 | 1 |", "| V8.2.1 | 2 |", "level 1 has 69 requirements, not 70")]
    [InlineData("| V8.2.1 | 1 |", "| V8.2.2 | 1 |", "V8.2.2 does not follow V8.2.2")]
    [InlineData("| V8.2.1 | 1 |", "| V7.8.1 | 1 |", "V7.8.1 is listed under V8")]
    [InlineData("| V8.2.1 | 1 |", "| V8.2.1 | 3 |", "cannot be read: | V8.2.1 | 3 |")]
    [InlineData(
        "| V8.4.1 | 2 | tenants | not applicable | An installation is one tenant |",
        "| V8.4.1 | 2 | tenants | not applicable | – |",
        "V8.4.1: there is no reason")]
    [InlineData("| V8.4.1 | 2 | tenants | not applicable |", "| V8.4.1 | 2 | tenants | met |", "V8.4.1: there is no evidence")]
    [InlineData("| V8.4.1 | 2 | tenants | not applicable |", "| V8.4.1 | 2 | tenants | open |", "the head's row of open is not")]
    public void Finds_errors_in_the_ledger(string right, string wrong, string fault)
    {
        Assert.Contains(right, Text(), StringComparison.Ordinal);
        Assert.Contains(
            Faults(Text().Replace(right, wrong, StringComparison.Ordinal)),
            found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SECURITY.md")]
    [InlineData("Cardio.Site/Security/README.md")]
    public void Every_file_named_in_the_security_documents_exists(string page)
    {
        var named = Named().Matches(File.ReadAllText(Repository.Path(page))).Select(match => match.Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, file => Assert.True(File.Exists(Repository.Path(file)), file));
    }

    private static string Text() => File.ReadAllText(Repository.Path(Ledger));

    private static List<string> Faults(string text)
    {
        var faults = new List<string>();
        var rows = new List<AsvsRow>();
        var chapter = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) chapter = line.Split(' ')[1];
            if (!line.StartsWith("| V", StringComparison.Ordinal)) continue;
            if (Cells().Match(line) is not { Success: true } cells)
            {
                faults.Add($"cannot be read: {line}");
                continue;
            }
            var row = new AsvsRow(
                cells.Groups["id"].Value,
                int.Parse(cells.Groups["level"].Value, CultureInfo.InvariantCulture),
                cells.Groups["status"].Value,
                cells.Groups["evidence"].Value);
            if (!row.Id.StartsWith($"{chapter}.", StringComparison.Ordinal)) faults.Add($"{row.Id} is listed under {chapter}");
            if (rows is [.., var before] && row.Number.CompareTo(before.Number) <= 0) faults.Add($"{row.Id} does not follow {before.Id}");
            rows.Add(row);
        }
        return [.. faults, .. rows.SelectMany(Faults), .. Counts(rows, text)];
    }

    private static IEnumerable<string> Faults(AsvsRow row)
    {
        var references = Reference().Matches(row.Evidence).Select(match => match.Groups["what"].Value).ToList();
        if (!Statuses.Contains(row.Status)) yield return $"{row.Id}: {row.Status} is no status";
        if (row.Status == "met" && references.Count == 0) yield return $"{row.Id}: there is no evidence";
        if (row.Status != "met" && Reference().Replace(row.Evidence, "").Count(char.IsLetter) < 5)
            yield return $"{row.Id}: there is no reason";
        foreach (var reference in references)
        {
            if (Test().Match(reference) is { Success: true } test)
            {
                if (!IsTest(test.Groups["class"].Value, test.Groups["method"].Value))
                    yield return $"{row.Id}: there is no test {reference}";
            }
            else if (!File.Exists(Repository.Path(reference))) yield return $"{row.Id}: there is no file {reference}";
        }
    }

    private static IEnumerable<string> Counts(List<AsvsRow> rows, string text)
    {
        foreach (var (level, expected) in Expected)
        {
            var count = rows.Count(row => row.Level == level);
            if (count != expected) yield return $"level {level} has {count} requirements, not {expected}";
        }
        foreach (var status in Statuses.Append("together"))
        {
            var levels = Expected.Keys.Select(
                level => rows.Count(row => row.Level == level && (row.Status == status || status == "together"))).ToList();
            var line = $"| {status} | {levels[0]} | {levels[1]} | {levels.Sum()} |";
            if (!text.Contains($"\n{line}\n", StringComparison.Ordinal)) yield return $"the head's row of {status} is not {line}";
        }
    }

    /// <summary>Searches site tests in this assembly, and browser tests in their sources.</summary>
    private static bool IsTest(string type, string method) =>
        typeof(AsvsTests).Assembly.GetTypes().Any(found => found.Name == type
            && found.GetMethod(method) is { } test && test.GetCustomAttributes(inherit: true).OfType<IFactAttribute>().Any())
        || BrowserTests.Value.Any(
            source => Regex.IsMatch(source, $@"\bclass {type}\b") && Regex.IsMatch(source, $@"\bpublic async Task {method}\("));

    private static readonly Lazy<IReadOnlyList<string>> BrowserTests =
        new(() => [.. Repository.Files("Cardio.E2E", "*Tests.cs").Select(file => File.ReadAllText(Repository.Path(file)))]);

    private sealed record AsvsRow(string Id, int Level, string Status, string Evidence)
    {
        public (int Chapter, int Section, int Requirement) Number => Id[1..].Split('.') is [var chapter, var section, var requirement]
            ? (Int(chapter), Int(section), Int(requirement))
            : default;

        private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\| (?<id>V\d+\.\d+\.\d+) \| (?<level>[12]) \| [^|]+ \| (?<status>[^|]+) \| (?<evidence>[^|]+) \|$")]
    private static partial Regex Cells();

    [GeneratedRegex(@"\b(Cardio\.|model/)[\w./-]+\.(md|txt|cs)\b")]
    private static partial Regex Named();

    [GeneratedRegex("`(?<what>[^`]+)`")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?<class>\w+Tests)\.(?<method>\w+)$")]
    private static partial Regex Test();
}
