using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>What a server takes of the machine, as the kernel tells it: its process and those that it started.</summary>
internal static class ProcessTree
{
    /// <summary>The kernel's unit of a process's time, on all of Linux' usual machines.</summary>
    private const double MicrosecondsOfTick = 10_000;

    /// <summary>Memory now and at its peak, in mebibytes; for several processes the sums.</summary>
    public static (double Resident, double Peak) Memory(Process process) => Ids(process.Id)
        .Aggregate((Resident: 0.0, Peak: 0.0), (sum, id) => (sum.Resident + (ProcessStatus.Read(id, "VmRSS") / 1024.0), sum.Peak + (ProcessStatus.Read(id, "VmHWM") / 1024.0)));

    /// <summary>Microseconds of the processors' time since the start.</summary>
    public static double ProcessorMicroseconds(Process process) => Ids(process.Id).Sum(id =>
    {
        // Behind the name, which may hold anything, utime and stime are the 12th and 13th field.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Number(fields[11]) + Number(fields[12])) * MicrosecondsOfTick;
    });

    /// <summary>The process and those that its first thread started, as gunicorn does its workers. Other threads come and go while one looks.</summary>
    private static IEnumerable<int> Ids(int id) => File.ReadAllText($"/proc/{id}/task/{id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(child => Ids((int)Number(child))).Prepend(id);

    private static double Number(string text) => double.Parse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
