using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>Options of the load test.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Seconds">Duration of one run against one server, in seconds.</param>
/// <param name="Rounds">Number of rounds; each round runs every server once.</param>
/// <param name="Parts">Letters of the parts to run, or null for all.</param>
internal sealed record LoadOptions(string Engine, int Seconds, int Rounds, string[]? Parts)
{
    /// <summary>Parses <c>--engine</c>, <c>--seconds</c>, <c>--rounds</c> and <c>--only</c>.</summary>
    public static LoadOptions Parse(string[] arguments) => new(
        Arguments.Value(arguments, "--engine") ?? "sqlite",
        int.Parse(Arguments.Value(arguments, "--seconds") ?? "3", CultureInfo.InvariantCulture),
        int.Parse(Arguments.Value(arguments, "--rounds") ?? "5", CultureInfo.InvariantCulture),
        Arguments.Value(arguments, "--only")?.Split(','));

    /// <summary>Command line that reproduces the measurement.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project Cardio.Benchmarks -- load --engine {Engine} --seconds {Seconds} --rounds {Rounds}");
}
