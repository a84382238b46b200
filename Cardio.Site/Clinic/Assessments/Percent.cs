using System.Globalization;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Formats probabilities as whole per cents, without claiming certainty at the ends.</summary>
public static class Percent
{
    /// <summary>Formats a probability: "47%"; below 1 "&lt;1%", above 99 "&gt;99%".</summary>
    /// <param name="probability">0 to 1.</param>
    public static string Show(double probability) => $"{Number(probability)}%";

    /// <summary>Formats like <see cref="Show"/> without the sign, for sentences that contain it.</summary>
    /// <param name="probability">0 to 1.</param>
    public static string Number(double probability) => probability switch
    {
        < 0.01 => "<1",
        > 0.99 => ">99",
        _ => Whole(probability).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Formats a counted share, which may be exactly "0%" or "100%".</summary>
    /// <param name="share">0 to 1.</param>
    public static string Share(double share) => $"{Whole(share).ToString(CultureInfo.InvariantCulture)}%";

    /// <summary>The number of people out of 100, rounded half away from zero.</summary>
    /// <param name="probability">0 to 1.</param>
    public static int Whole(double probability) => (int)Math.Round(100 * probability, MidpointRounding.AwayFromZero);

    /// <summary>
    /// The difference of two probabilities in points with its sign.
    /// It is computed from the rounded figures, so that the numbers on the page add up.
    /// </summary>
    /// <param name="before">0 to 1.</param>
    /// <param name="after">0 to 1.</param>
    public static string Change(double before, double after) => Points((Whole(after) - Whole(before)) / 100.0);

    /// <summary>Formats a range: "85–87", or "93" if both ends round to the same figure.</summary>
    /// <param name="low">0 to 1.</param>
    /// <param name="high">0 to 1.</param>
    public static string Range(double low, double high) =>
        Number(low) == Number(high) ? Number(low) : $"{Number(low)}–{Number(high)}";

    /// <summary>Formats a difference in points with its sign: "+24", "−4", "0".</summary>
    /// <param name="difference">A difference of probabilities, −1 to 1.</param>
    public static string Points(double difference) => Whole(difference) switch
    {
        > 0 and var up => $"+{up.ToString(CultureInfo.InvariantCulture)}",
        < 0 and var down => $"−{(-down).ToString(CultureInfo.InvariantCulture)}",
        _ => "0",
    };
}
