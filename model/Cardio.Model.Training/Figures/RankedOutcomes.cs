using Cardio.Model.Serving;

namespace Cardio.Model.Training.Figures;

/// <summary>Predictions with outcomes, sorted once by probability, so that the figures of each resample take only a few passes.</summary>
internal sealed class RankedOutcomes
{
    public const int CalibrationBins = 15;

    private readonly ScoredOutcome[] _sorted;
    private readonly double[] _logits;

    public RankedOutcomes(IEnumerable<ScoredOutcome> outcomes)
    {
        _sorted = [.. outcomes];
        Array.Sort(_sorted, (a, b) => a.Probability != b.Probability
            ? a.Probability.CompareTo(b.Probability) : a.HasDisease.CompareTo(b.HasDisease));
        _logits = [.. _sorted.Select(o => Metrics.Logit(o.Probability))];
    }

    public int Count => _sorted.Length;

    /// <summary>Computes the area under the ROC curve of scores, which need not be probabilities.</summary>
    public static double Auc(IEnumerable<ScoredOutcome> outcomes)
    {
        var ranked = new RankedOutcomes(outcomes);
        return ranked.AreaUnderCurve([.. Enumerable.Repeat(1, ranked.Count)]);
    }

    /// <summary>Computes the metrics of a resample; each prediction counts as often as it was drawn.</summary>
    public Metrics Measure(ReadOnlySpan<int> draws)
    {
        double brier = 0, logLoss = 0;
        for (var i = 0; i < draws.Length; i++)
        {
            var (p, hasDisease) = _sorted[i];
            var miss = hasDisease ? 1 - p : p;
            brier += draws[i] * miss * miss;
            logLoss -= draws[i] * Math.Log(Math.Max(Metrics.Tiny, 1 - miss));
        }
        var at = ConfusionAt(0.5, draws);
        return new Metrics(
            AreaUnderCurve(draws), brier / at.Count, at.Accuracy, at.Precision, at.Recall, at.Specificity, logLoss / at.Count,
            Recalibrate(draws, freeSlope: true).Slope, Recalibrate(draws, freeSlope: false).Intercept,
            CalibrationError(draws, at.Count), at.Count);
    }

    /// <summary>Computes the confusion matrix of a resample at a threshold.</summary>
    public Confusion ConfusionAt(double threshold, ReadOnlySpan<int> draws)
    {
        int tp = 0, fp = 0, fn = 0, tn = 0;
        for (var i = 0; i < draws.Length; i++)
        {
            var (p, hasDisease) = _sorted[i];
            if (p >= threshold)
                _ = hasDisease ? tp += draws[i] : fp += draws[i];
            else
                _ = hasDisease ? fn += draws[i] : tn += draws[i];
        }
        return new Confusion(tp, fp, fn, tn);
    }

    /// <summary>Computes mean prediction, observed proportion and size of equal-frequency bins.</summary>
    public IEnumerable<(double Predicted, double Observed, int Count)> Bins(int bins)
    {
        for (var bin = 0; bin < bins; bin++)
        {
            var part = _sorted[(int)((long)Count * bin / bins)..(int)((long)Count * (bin + 1) / bins)];
            yield return (part.Average(o => o.Probability), part.Average(o => o.HasDisease ? 1.0 : 0), part.Length);
        }
    }

    /// <summary>AUC: probability that a patient with disease ranks above one without; ties count half (Mann and Whitney 1947).</summary>
    private double AreaUnderCurve(ReadOnlySpan<int> draws)
    {
        double wins = 0;
        long healthyBelow = 0, diseased = 0;
        for (int i = 0, j; i < draws.Length; i = j)
        {
            long healthyHere = 0, diseasedHere = 0;
            for (j = i; j < draws.Length && _sorted[j].Probability == _sorted[i].Probability; j++)
                _ = _sorted[j].HasDisease ? diseasedHere += draws[j] : healthyHere += draws[j];
            wins += diseasedHere * (healthyBelow + healthyHere / 2.0);
            healthyBelow += healthyHere;
            diseased += diseasedHere;
        }
        return wins / (diseased * (double)healthyBelow);
    }

    /// <summary>Expected calibration error: mean absolute difference of predicted and observed risk over 15 bins of equal size.</summary>
    private double CalibrationError(ReadOnlySpan<int> draws, long total)
    {
        double sum = 0, difference = 0;
        long seen = 0;
        var bin = 1;
        for (var i = 0; i < draws.Length; i++)
        {
            var miss = _sorted[i].Probability - (_sorted[i].HasDisease ? 1 : 0);
            for (var left = draws[i]; left > 0;)
            {
                var room = total * bin / CalibrationBins - seen;
                var taken = (int)Math.Min(left, room);
                difference += taken * miss;
                seen += taken;
                left -= taken;
                if (taken < room)
                    continue;
                sum += Math.Abs(difference);
                difference = 0;
                bin++;
            }
        }
        return sum / total;
    }

    /// <summary>Logistic recalibration (Cox 1958): regresses the outcome on the logit by Newton's method; slope 1 unless free.</summary>
    private (double Intercept, double Slope) Recalibrate(ReadOnlySpan<int> draws, bool freeSlope)
    {
        double a = 0, b = 1;
        for (var iteration = 0; iteration < 25; iteration++)
        {
            double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
            for (var i = 0; i < draws.Length; i++)
            {
                var x = _logits[i];
                var q = RiskModel.Sigmoid(a + b * x);
                var residual = draws[i] * ((_sorted[i].HasDisease ? 1 : 0) - q);
                var w = draws[i] * q * (1 - q);
                ga += residual;
                gb += residual * x;
                haa += w;
                hab += w * x;
                hbb += w * x * x;
            }
            var determinant = haa * hbb - hab * hab;
            var (da, db) = freeSlope
                ? ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
                : (ga / haa, 0);
            (a, b) = (a + da, b + db);
            if (!(Math.Abs(da) + Math.Abs(db) > 1e-9))
                break;
        }
        return (a, b);
    }
}
