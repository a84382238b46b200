using System.Diagnostics;

namespace Cardio.Benchmarks.Load;

/// <summary>Programs that the load needs and Debian has.</summary>
internal static class Debian
{
    /// <summary>The machine's own Python: packages of the system are those of this one.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Sees that a command works; installs its packages where this is root on a Debian machine.</summary>
    /// <param name="check">The command, as a shell reads it.</param>
    /// <param name="packages">Names of the packages, with spaces between them.</param>
    /// <exception cref="InvalidOperationException">It is not there and cannot be installed here.</exception>
    public static void Ensure(string check, string packages)
    {
        if (Works(check)) return;
        if (Environment.UserName == "root" && Works("command -v apt-get"))
            Works($"apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends {packages}");
        if (!Works(check)) throw new InvalidOperationException($"The load needs packages that are not on this machine: apt-get install {packages}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static bool Works(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"({command}) >/dev/null 2>&1 </dev/null"]);
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }
}
