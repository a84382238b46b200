using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>Memory and processor time of a server process and its children, from /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Length of a clock tick; USER_HZ is 100 on all common Linux systems.</summary>
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>Current and peak resident memory in MiB, summed over the processes.</summary>
    public static (double Resident, double Peak) Memory(Process process) => Ids(process.Id)
        .Aggregate((Resident: 0.0, Peak: 0.0), (sum, id) => (
            sum.Resident + (ProcessStatus.Read(id, "VmRSS") / 1024.0),
            sum.Peak + (ProcessStatus.Read(id, "VmHWM") / 1024.0)));

    /// <summary>Processor time since the start, in microseconds.</summary>
    public static double ProcessorMicroseconds(Process process) => Ids(process.Id).Sum(id =>
    {
        // After the process name, which may contain anything, utime and stime are the 12th and 13th fields.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Number(fields[11]) + Number(fields[12])) * MicrosecondsPerTick;
    });

    /// <summary>
    /// Ids of the process and of the descendants that main threads started, such as gunicorn workers. Other threads may end while their
    /// children are read.
    /// </summary>
    private static IEnumerable<int> Ids(int id) => File.ReadAllText($"/proc/{id}/task/{id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(child => Ids((int)Number(child))).Prepend(id);

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
