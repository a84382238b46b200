using System.Globalization;

namespace Cardio.Testing.Faults;

/// <summary>Summarizes responses by status and time.</summary>
internal static class AnswerTally
{
    /// <summary>Counts responses by status, such as <c>120 × 201, 3 × 503</c>.</summary>
    public static string Format(IEnumerable<Answer> answers) =>
        string.Join(", ", answers.CountBy(answer => answer.Status).OrderBy(count => count.Key).Select(Format));

    /// <summary>Returns a percentile of the response times in milliseconds; 0 without responses.</summary>
    public static double Percentile(IEnumerable<Answer> answers, double share)
    {
        var times = answers.Select(answer => answer.Milliseconds).Order().ToList();
        return times.Count == 0 ? 0 : times[Math.Min(times.Count - 1, (int)(times.Count * share))];
    }

    private static string Format(KeyValuePair<int, int> count)
    {
        var status = count.Key == 0 ? "no answer" : $"{count.Key}";
        return string.Create(CultureInfo.InvariantCulture, $"{count.Value} × {status}");
    }
}
