using System.Diagnostics;

namespace Cardio.Benchmarks.Load;

/// <summary>Runs external programs and installs missing Debian packages.</summary>
internal static class Debian
{
    /// <summary>System Python, which sees the packages installed with apt.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Verifies that a command works; as root on Debian, installs its packages if it does not.</summary>
    /// <param name="check">Shell command that must succeed.</param>
    /// <param name="packages">Space-separated package names.</param>
    /// <exception cref="InvalidOperationException">The command does not work and cannot be installed.</exception>
    public static void Ensure(string check, string packages)
    {
        if (Works(check)) return;
        if (Environment.UserName == "root" && Works("command -v apt-get"))
            Works($"apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends {packages}");
        if (!Works(check)) throw new InvalidOperationException($"Packages are missing: apt-get install {packages}");
    }

    /// <summary>Runs a program and waits for it to exit.</summary>
    /// <exception cref="InvalidOperationException">The exit code is not 0.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with code {process.ExitCode}.");
    }

    private static bool Works(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"({command}) >/dev/null 2>&1 </dev/null"]);
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }
}
