using System.Diagnostics;

namespace Cardio.Testing;

/// <summary>Runs programs without showing their output.</summary>
internal static class Shell
{
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static void Run(string program, params string[] arguments)
    {
        // A server that the program starts would inherit a pipe and keep it open.
        const string quietly = "exec \"$@\" >/dev/null 2>&1 </dev/null";
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", quietly, "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>Sends a process a signal, such as <c>TERM</c>.</summary>
    public static void Signal(int process, string name) => Run("/bin/kill", $"-{name}", $"{process}");
}
