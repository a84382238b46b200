using Cardio.Model.Training.Data;

namespace Cardio.Site.Tests.Model;

/// <summary>
/// The real development table, <c>../shared/data/cardio_development.csv</c> relative to the root of the repository, which does not
/// contain it. Without the file, dependent tests are skipped, or fail if <c>CI=true</c>.
/// </summary>
internal static class RealTable
{
    private static readonly string? LocatedPath = Ancestors(AppContext.BaseDirectory)
        .Select(d => Path.Combine(d, "shared", "data", "cardio_development.csv")).FirstOrDefault(File.Exists);

    private static readonly Lazy<List<TableRow>> All = new(() => [.. PatientTable.Read(LocatedPath!)]);

    public static string FilePath
    {
        get
        {
            if (LocatedPath is null && Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("The development table is missing; CI requires it.");
            Assert.SkipWhen(LocatedPath is null, "The development table is missing.");
            return LocatedPath!;
        }
    }

    public static IReadOnlyList<TableRow> Rows => FilePath.Length == 0 ? [] : All.Value;

    private static IEnumerable<string> Ancestors(string directory)
    {
        for (var d = new DirectoryInfo(directory); d is not null; d = d.Parent)
            yield return d.FullName;
    }
}
