using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>Memory of a server: of its process and of those that it started.</summary>
/// <param name="ResidentMebibytes">Resident now.</param>
/// <param name="PeakMebibytes">The most that was resident; for several processes the sum of their peaks.</param>
internal sealed record Memory(double ResidentMebibytes, double PeakMebibytes)
{
    /// <summary>As the kernel tells it.</summary>
    public static Memory Of(Process process) => Tree(process.Id).Select(One).Aggregate((sum, one) =>
        new(sum.ResidentMebibytes + one.ResidentMebibytes, sum.PeakMebibytes + one.PeakMebibytes));

    private static IEnumerable<int> Tree(int id) => File.ReadAllText($"/proc/{id}/task/{id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture)).SelectMany(Tree).Prepend(id);

    private static Memory One(int id)
    {
        var lines = File.ReadAllLines($"/proc/{id}/status");
        return new(Mebibytes("VmRSS:"), Mebibytes("VmHWM:"));

        double Mebibytes(string name) =>
            double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
    }
}
