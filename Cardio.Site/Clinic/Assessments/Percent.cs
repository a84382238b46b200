using System.Globalization;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Probabilities as a person reads them: whole per cents, and no false certainty at the ends.</summary>
public static class Percent
{
    /// <summary>"47%"; below 1 "&lt;1%", above 99 "&gt;99%".</summary>
    /// <param name="probability">0 to 1.</param>
    public static string Show(double probability) => $"{Number(probability)}%";

    /// <summary>The same without the sign, for sentences that carry it themselves.</summary>
    /// <param name="probability">0 to 1.</param>
    public static string Number(double probability) => probability switch
    {
        < 0.01 => "<1",
        > 0.99 => ">99",
        _ => Whole(probability).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A share that was counted: "0%" and "100%" are what they say.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Share(double share) => $"{Whole(share).ToString(CultureInfo.InvariantCulture)}%";

    /// <summary>Of 100 people, how many: rounded half away from zero.</summary>
    /// <param name="probability">0 to 1.</param>
    public static int Whole(double probability) => (int)Math.Round(100 * probability, MidpointRounding.AwayFromZero);

    /// <summary>The difference of two probabilities as they are shown, in points with its sign, so that the figures on the screen agree.</summary>
    /// <param name="before">0 to 1.</param>
    /// <param name="after">0 to 1.</param>
    public static string Change(double before, double after) => Points((Whole(after) - Whole(before)) / 100.0);

    /// <summary>Both ends of a range, once where they are shown alike: "85–87", "93".</summary>
    /// <param name="low">0 to 1.</param>
    /// <param name="high">0 to 1.</param>
    public static string Range(double low, double high) =>
        Number(low) == Number(high) ? Number(low) : $"{Number(low)}–{Number(high)}";

    /// <summary>A difference in points with its sign: "+24", "−4", "0".</summary>
    /// <param name="difference">A difference of probabilities, −1 to 1.</param>
    public static string Points(double difference) => Whole(difference) switch
    {
        > 0 and var up => $"+{up.ToString(CultureInfo.InvariantCulture)}",
        < 0 and var down => $"−{(-down).ToString(CultureInfo.InvariantCulture)}",
        _ => "0",
    };
}
