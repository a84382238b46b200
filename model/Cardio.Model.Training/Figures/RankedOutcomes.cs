using Cardio.Model.Statistics;

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
        var brier = new BrierScore();
        double logLoss = 0;
        for (var i = 0; i < draws.Length; i++)
        {
            var (p, hasDisease) = _sorted[i];
            brier.Add(p, hasDisease, draws[i]);
            var miss = hasDisease ? 1 - p : p;
            logLoss -= draws[i] * Math.Log(Math.Max(Metrics.Tiny, 1 - miss));
        }
        var at = ConfusionAt(0.5, draws);
        return new Metrics(
            AreaUnderCurve(draws), brier.Value(at.Count), at.Accuracy, at.Precision, at.Recall, at.Specificity, logLoss / at.Count,
            Recalibrate(draws, isSlopeFree: true).Slope, Recalibrate(draws, isSlopeFree: false).Intercept,
            CalibrationErrorOf(draws, at.Count), at.Count);
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

    private double AreaUnderCurve(ReadOnlySpan<int> draws)
    {
        var area = new RocArea();
        for (int i = 0, j; i < draws.Length; i = j)
        {
            long withDisease = 0, withoutDisease = 0;
            for (j = i; j < draws.Length && _sorted[j].Probability == _sorted[i].Probability; j++)
                _ = _sorted[j].HasDisease ? withDisease += draws[j] : withoutDisease += draws[j];
            area.Add(withDisease, withoutDisease);
        }
        return area.Value;
    }

    /// <summary>Computes the calibration error over 15 groups of equal size; a prediction drawn several times may be split.</summary>
    private double CalibrationErrorOf(ReadOnlySpan<int> draws, long total)
    {
        var error = new CalibrationError();
        double difference = 0;
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
                error.Add(difference);
                difference = 0;
                bin++;
            }
        }
        return error.Value(total);
    }

    private LogisticRecalibration Recalibrate(ReadOnlySpan<int> draws, bool isSlopeFree)
    {
        var (withDisease, withoutDisease) = (new double[draws.Length], new double[draws.Length]);
        for (var i = 0; i < draws.Length; i++) (_sorted[i].HasDisease ? withDisease : withoutDisease)[i] = draws[i];
        return LogisticRecalibration.Fit(_logits, withDisease, withoutDisease, isSlopeFree);
    }
}
