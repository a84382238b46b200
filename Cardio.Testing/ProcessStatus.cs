using System.Globalization;

namespace Cardio.Testing;

internal static class ProcessStatus
{
    /// <summary>A number of <c>/proc/ID/status</c>, such as <c>VmRSS</c> (resident memory, KiB), <c>VmHWM</c> (its peak) or <c>Threads</c>.</summary>
    public static long Read(int id, string name) => long.Parse(
        File.ReadLines($"/proc/{id}/status").Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
