using System.Globalization;

namespace Cardio.Model.Training;

/// <summary>Stops figures that this table cannot give without a leak of the label.</summary>
internal static class LeakGate
{
    /// <summary>The exit code of a refusal.</summary>
    public const int ExitCode = 2;

    /// <summary>No honest model of this table passes it; the best known reach .806.</summary>
    public const double HighestCredibleAuc = 0.82;

    /// <summary>0, or <see cref="ExitCode"/> after saying why.</summary>
    public static int Check(double auc)
    {
        if (auc <= HighestCredibleAuc)
            return 0;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Refused: an AUC of {auc:F4} lies above {HighestCredibleAuc}, which this table cannot give unless the label leaks into the inputs."));
        return ExitCode;
    }
}
