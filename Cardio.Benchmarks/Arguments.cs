namespace Cardio.Benchmarks;

internal static class Arguments
{
    /// <summary>What stands behind a name on the command line, or null.</summary>
    public static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var place && place + 1 < arguments.Length ? arguments[place + 1] : null;
}
