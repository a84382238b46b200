using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>What is measured, and how long.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Seconds">Seconds for which one server is driven at a time.</param>
/// <param name="Rounds">How often the servers take turns.</param>
/// <param name="Parts">Letters of the parts, or null for all that are run by themselves.</param>
internal sealed record LoadOptions(string Engine, int Seconds, int Rounds, string[]? Parts)
{
    /// <summary>Reads <c>--engine</c>, <c>--seconds</c>, <c>--rounds</c> and <c>--only</c>.</summary>
    public static LoadOptions Parse(string[] arguments) => new(
        Arguments.Value(arguments, "--engine") ?? "sqlite",
        int.Parse(Arguments.Value(arguments, "--seconds") ?? "3", CultureInfo.InvariantCulture),
        int.Parse(Arguments.Value(arguments, "--rounds") ?? "5", CultureInfo.InvariantCulture),
        Arguments.Value(arguments, "--only")?.Split(','));

    /// <summary>The command that measures this.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project Cardio.Benchmarks -- load --engine {Engine} --seconds {Seconds} --rounds {Rounds}");
}
