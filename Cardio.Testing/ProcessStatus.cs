using System.Globalization;

namespace Cardio.Testing;

internal static class ProcessStatus
{
    /// <summary>Reads a number from <c>/proc/ID/status</c>.</summary>
    /// <param name="id">Process identifier.</param>
    /// <param name="name">Such as <c>VmRSS</c> (resident memory, KiB), <c>VmHWM</c> (its peak, KiB) or <c>Threads</c>.</param>
    public static long Read(int id, string name) => long.Parse(
        File.ReadLines($"/proc/{id}/status")
            .Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
