using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Architecture;

/// <summary>Keeps files, folders, lines and names of a size that a stranger reads at once.</summary>
public sealed partial class HouseTests
{
    private const int MostFiles = 25;
    private const int LongestLine = 140;
    private const int LongestTestName = 70;

    /// <summary>Root folders of the repository's own code.</summary>
    private static readonly string[] Roots =
        ["Cardio.Benchmarks", "Cardio.E2E", "Cardio.Site", "Cardio.Site.Tests", "Cardio.Testing", "docs", "findings", "model"];

    private static readonly string[] LineKinds = ["*.cs", "*.cshtml", "*.css", "*.js", "*.sql"];

    [Fact]
    public void No_folder_has_more_than_25_files() => Assert.Empty(
        from file in Files("*")
        where !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/wwwroot/", StringComparison.Ordinal)
        group file by Path.GetDirectoryName(file) into folder
        where folder.Count() > MostFiles
        select $"{folder.Key}: {folder.Count()} files");

    [Fact]
    public void No_line_is_longer_than_140_characters() => Assert.Empty(
        from file in LineKinds.SelectMany(Files)
        from line in File.ReadLines(Repository.Path(file)).Index()
        where line.Item.Length > LongestLine
        select $"{file}({line.Index + 1}): {line.Item.Length} characters");

    [Fact]
    public void No_type_name_is_used_twice() => Assert.Empty(
        from declaration in Declarations()
        where declaration.Name != nameof(Program) // the entry point of each program
        group declaration.File by declaration.Name into type
        let files = type.Select(file => file.Split('.')[0]).Distinct().ToList() // parts of one type share their first name
        where files.Count > 1
        select $"{type.Key}: {string.Join(", ", files)}");

    [Fact]
    public void No_test_name_is_longer_than_70_characters() => Assert.Empty(
        from file in Files("*Tests.cs")
        from Match test in TestMethod().Matches(File.ReadAllText(Repository.Path(file)))
        let name = test.Groups["name"].Value
        where name.Length > LongestTestName
        select $"{file}: {name}");

    [Fact]
    public void Every_namespace_is_its_folder() => Assert.Empty(
        from file in Files("*.cs")
        let match = Namespace().Match(File.ReadAllText(Repository.Path(file)))
        where match.Success
        let folder = Path.GetDirectoryName(file)!.Replace('/', '.')
        let expected = folder.StartsWith("model.", StringComparison.Ordinal) ? folder["model.".Length..] : folder
        where match.Groups["name"].Value != expected
        select $"{file}: {match.Groups["name"].Value}");

    [Fact]
    public void Browser_tests_do_not_depend_on_benchmarks() => Assert.DoesNotContain(
        "Cardio.Benchmarks", File.ReadAllText(Repository.Path("Cardio.E2E/Cardio.E2E.csproj")), StringComparison.Ordinal);

    private static IEnumerable<string> Files(string pattern) => Roots.Where(root => Directory.Exists(Repository.Path(root)))
        .SelectMany(root => Repository.Files(root, pattern))
        .Where(file => !file.Contains("/wwwroot/lib/", StringComparison.Ordinal))
        .Where(file => !file.StartsWith("Cardio.Site/data/", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string File)> Declarations() =>
        from file in Files("*.cs")
        from Match type in TypeDeclaration().Matches(File.ReadAllText(Repository.Path(file)))
        select (type.Groups["name"].Value, file);

    [GeneratedRegex(@"\[(Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s+public [\w<> ]*?(?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^ *((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref) )*"
        + @"(class|struct|interface|enum|record( struct| class)?) (?<name>[A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
