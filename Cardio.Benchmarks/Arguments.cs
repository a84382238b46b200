namespace Cardio.Benchmarks;

internal static class Arguments
{
    /// <summary>Returns the value that follows an option on the command line, or null.</summary>
    public static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var index && index + 1 < arguments.Length ? arguments[index + 1] : null;
}
