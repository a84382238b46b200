namespace Cardio.Testing.Faults;

/// <summary>Answers, counted.</summary>
internal static class AnswerTally
{
    /// <summary>How many of each status, as a sentence's part: <c>120 × 201, 3 × 503</c>.</summary>
    public static string Format(IEnumerable<Answer> answers) =>
        string.Join(", ", answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} × {(group.Key == 0 ? "no answer" : group.Key)}")));

    /// <summary>Milliseconds below which a share of the answers lies; 0 where there are none.</summary>
    public static double Percentile(IEnumerable<Answer> answers, double share)
    {
        var times = answers.Select(answer => answer.Milliseconds).Order().ToList();
        return times.Count == 0 ? 0 : times[Math.Min(times.Count - 1, (int)(times.Count * share))];
    }
}
