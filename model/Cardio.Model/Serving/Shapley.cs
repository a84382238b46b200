using System.Numerics;

namespace Cardio.Model.Serving;

/// <summary>
/// Exact Shapley values (Shapley 1953) of the change from a base point to a patient, averaged over every order of the changes. They sum to
/// the total difference.
/// </summary>
internal static class Shapley
{
    /// <summary>Computes the Shapley values of the logit: main effects plus half of each pairwise interaction.</summary>
    public static void LogitShares(ReadOnlySpan<double> mainEffects, ReadOnlySpan<double> interactions, Span<double> shares)
    {
        for (var i = 0; i < mainEffects.Length; i++)
        {
            shares[i] = mainEffects[i];
            for (var j = 0; j < mainEffects.Length; j++)
                shares[i] += interactions[i * mainEffects.Length + j] / 2;
        }
    }

    /// <summary>Computes the Shapley values of the probability over all subsets of the features that change the logit.</summary>
    public static void ProbabilityShares(
        double baseLogit, ReadOnlySpan<double> mainEffects, ReadOnlySpan<double> interactions, Span<double> shares)
    {
        shares.Clear();
        Span<int> changed = stackalloc int[mainEffects.Length];
        var count = 0;
        for (var i = 0; i < mainEffects.Length; i++)
        {
            if (mainEffects[i] != 0 || interactions.Slice(i * mainEffects.Length, mainEffects.Length).ContainsAnyExcept(0))
                changed[count++] = i;
        }
        Span<double> logits = stackalloc double[1 << count];
        Span<double> probabilities = stackalloc double[1 << count];
        logits[0] = baseLogit;
        probabilities[0] = RiskModel.Sigmoid(baseLogit);
        for (var set = 1; set < logits.Length; set++)
        {
            var rest = set & (set - 1);
            var newest = changed[BitOperations.TrailingZeroCount(set)];
            var logit = logits[rest] + mainEffects[newest];
            for (var others = rest; others != 0; others &= others - 1)
                logit += interactions[newest * mainEffects.Length + changed[BitOperations.TrailingZeroCount(others)]];
            logits[set] = logit;
            probabilities[set] = RiskModel.Sigmoid(logit);
        }
        Span<double> changedShares = stackalloc double[count];
        Allocate(probabilities, changedShares);
        for (var i = 0; i < count; i++) shares[changed[i]] = changedShares[i];
    }

    /// <summary>Computes the Shapley values of a set function; <c>values[s]</c> belongs to the members whose bits are set in s.</summary>
    public static void Allocate(ReadOnlySpan<double> values, Span<double> shares)
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

    /// <summary>
    /// weights[s] = s! (n − 1 − s)! / n!: probability that a given set of s members, and no other, precedes another member in random order.
    /// </summary>
    private static void FillWeights(Span<double> weights, int count)
    {
        weights[0] = 1.0 / Math.Max(count, 1);
        for (var s = 1; s < count; s++)
            weights[s] = weights[s - 1] * s / (count - s);
    }
}
