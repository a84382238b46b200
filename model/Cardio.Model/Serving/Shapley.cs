using System.Numerics;

namespace Cardio.Model.Serving;

/// <summary>
/// Shapley values (Shapley 1953) of the move from a base person to a patient, exact because every order of the moves is counted:
/// they do not depend on an order and sum to the whole difference.
/// </summary>
internal static class Shapley
{
    /// <summary>Shares of the logit: a pair's interaction is split in halves, which is Shapley's rule for pairs.</summary>
    public static void OfLogit(ReadOnlySpan<double> alone, ReadOnlySpan<double> together, Span<double> shares)
    {
        for (var i = 0; i < alone.Length; i++)
        {
            shares[i] = alone[i];
            for (var j = 0; j < alone.Length; j++)
                shares[i] += together[i * alone.Length + j] / 2;
        }
    }

    /// <summary>Shares of the probability, over all subsets of the axes that move the logit at all.</summary>
    public static void OfProbability(double baseLogit, ReadOnlySpan<double> alone, ReadOnlySpan<double> together, Span<double> shares)
    {
        shares.Clear();
        Span<int> moved = stackalloc int[alone.Length];
        var count = 0;
        for (var i = 0; i < alone.Length; i++)
        {
            if (alone[i] != 0 || together.Slice(i * alone.Length, alone.Length).ContainsAnyExcept(0))
                moved[count++] = i;
        }
        Span<double> logits = stackalloc double[1 << count];
        Span<double> probabilities = stackalloc double[1 << count];
        logits[0] = baseLogit;
        probabilities[0] = RiskModel.Sigmoid(baseLogit);
        for (var set = 1; set < logits.Length; set++)
        {
            var rest = set & (set - 1);
            var newest = moved[BitOperations.TrailingZeroCount(set)];
            var logit = logits[rest] + alone[newest];
            for (var others = rest; others != 0; others &= others - 1)
                logit += together[newest * alone.Length + moved[BitOperations.TrailingZeroCount(others)]];
            logits[set] = logit;
            probabilities[set] = RiskModel.Sigmoid(logit);
        }
        Span<double> ofMoved = stackalloc double[count];
        Share(probabilities, ofMoved);
        for (var i = 0; i < count; i++) shares[moved[i]] = ofMoved[i];
    }

    /// <summary>Splits a value over the members of a set: <c>values[s]</c> is that of the members whose bits are set in s.</summary>
    public static void Share(ReadOnlySpan<double> values, Span<double> shares)
    {
        shares.Clear();
        Span<double> weights = stackalloc double[Math.Max(shares.Length, 1)];
        FillWeights(weights, shares.Length);
        for (var set = 1; set < values.Length; set++)
        {
            var weight = weights[BitOperations.PopCount((uint)set) - 1];
            for (var members = set; members != 0; members &= members - 1)
            {
                var member = members & -members;
                shares[BitOperations.TrailingZeroCount(member)] += weight * (values[set] - values[set ^ member]);
            }
        }
    }

    /// <summary>weights[s] = s! (n − 1 − s)! / n!, the share of the orders in which exactly s others moved before.</summary>
    private static void FillWeights(Span<double> weights, int count)
    {
        weights[0] = 1.0 / Math.Max(count, 1);
        for (var s = 1; s < count; s++)
            weights[s] = weights[s - 1] * s / (count - s);
    }
}
