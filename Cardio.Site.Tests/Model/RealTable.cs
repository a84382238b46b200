using Cardio.Model.Training.Data;

namespace Cardio.Site.Tests.Model;

/// <summary>
/// The real development table, which the repository does not hold: <c>../shared/data/cardio_development.csv</c> from its root. Where
/// it is absent, the tests that need it are skipped and say so; under <c>CI=true</c> they fail.
/// </summary>
internal static class RealTable
{
    private static readonly string? Found = Above(AppContext.BaseDirectory)
        .Select(d => Path.Combine(d, "shared", "data", "cardio_development.csv")).FirstOrDefault(File.Exists);

    private static readonly Lazy<List<TableRow>> All = new(() => [.. PatientTable.Read(Found!)]);

    public static string FilePath
    {
        get
        {
            if (Found is null && Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("The development table is absent, and CI must have it.");
            Assert.SkipWhen(Found is null, "The development table is absent.");
            return Found!;
        }
    }

    public static IReadOnlyList<TableRow> Rows => FilePath.Length == 0 ? [] : All.Value;

    private static IEnumerable<string> Above(string directory)
    {
        for (var d = new DirectoryInfo(directory); d is not null; d = d.Parent)
            yield return d.FullName;
    }
}
