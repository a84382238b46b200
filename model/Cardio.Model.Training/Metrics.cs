namespace Cardio.Model.Training;

/// <summary>A prediction beside the truth.</summary>
internal readonly record struct Outcome(double Probability, bool HasDisease);

/// <summary>Figures of a set of predictions; each in one pass over predictions sorted by <see cref="Sorted"/> where it matters.</summary>
internal sealed record Metrics(
    double Auc, double Brier, double Accuracy, double Precision, double Recall, double Specificity, double LogLoss,
    double CalibrationSlope, double CalibrationIntercept, double ExpectedCalibrationError, int Count)
{
    /// <summary>Probabilities are kept this far from 0 and 1 in logarithms.</summary>
    private const double Tiny = 1e-15;

    private const int CalibrationBins = 15;

    public static Metrics Of(IReadOnlyCollection<Outcome> outcomes)
    {
        var sorted = Sorted(outcomes);
        var at = Confusion.At(sorted, 0.5);
        return new Metrics(
            AreaUnderCurve(sorted),
            sorted.Average(o => Math.Pow(o.Probability - (o.HasDisease ? 1 : 0), 2)),
            at.Accuracy, at.Precision, at.Recall, at.Specificity,
            sorted.Average(o => -Math.Log(Math.Max(Tiny, o.HasDisease ? o.Probability : 1 - o.Probability))),
            Recalibrate(sorted, freeSlope: true).Slope, Recalibrate(sorted, freeSlope: false).Intercept, CalibrationError(sorted), sorted.Length);
    }

    /// <summary>By probability ascending.</summary>
    public static Outcome[] Sorted(IEnumerable<Outcome> outcomes)
    {
        var sorted = outcomes.ToArray();
        Array.Sort(sorted, (a, b) => a.Probability != b.Probability
            ? a.Probability.CompareTo(b.Probability) : a.HasDisease.CompareTo(b.HasDisease));
        return sorted;
    }

    /// <summary>Probability that a diseased patient ranks above a healthy one, ties counting half (Mann and Whitney 1947).</summary>
    public static double AreaUnderCurve(Outcome[] sorted)
    {
        double ranks = 0;
        long positives = 0;
        for (int i = 0, j; i < sorted.Length; i = j)
        {
            var diseased = 0;
            for (j = i; j < sorted.Length && sorted[j].Probability == sorted[i].Probability; j++)
                diseased += sorted[j].HasDisease ? 1 : 0;
            ranks += diseased * (i + 1 + j) / 2.0;
            positives += diseased;
        }
        return (ranks - positives * (positives + 1) / 2.0) / (positives * (double)(sorted.Length - positives));
    }

    /// <summary>Mean distance of predicted and observed share over 15 bins of equal size.</summary>
    private static double CalibrationError(Outcome[] sorted)
    {
        double sum = 0;
        for (var bin = 0; bin < CalibrationBins; bin++)
        {
            var from = (int)((long)sorted.Length * bin / CalibrationBins);
            var to = (int)((long)sorted.Length * (bin + 1) / CalibrationBins);
            double difference = 0;
            for (var i = from; i < to; i++)
                difference += sorted[i].Probability - (sorted[i].HasDisease ? 1 : 0);
            sum += Math.Abs(difference);
        }
        return sum / sorted.Length;
    }

    /// <summary>Logistic regression of the truth on the logit (Cox 1958) by Newton's method; the slope is held at 1 unless free.</summary>
    private static (double Intercept, double Slope) Recalibrate(Outcome[] outcomes, bool freeSlope)
    {
        double a = 0, b = 1;
        for (var iteration = 0; iteration < 25; iteration++)
        {
            double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
            foreach (var (probability, hasDisease) in outcomes)
            {
                var p = Math.Clamp(probability, Tiny, 1 - Tiny);
                var x = Math.Log(p / (1 - p));
                var q = 1 / (1 + Math.Exp(-(a + b * x)));
                var residual = (hasDisease ? 1 : 0) - q;
                var w = q * (1 - q);
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
            if (Math.Abs(da) + Math.Abs(db) < 1e-10)
                break;
        }
        return (a, b);
    }
}

/// <summary>Counts of a decision threshold; a patient at or above it is positive.</summary>
internal readonly record struct Confusion(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    public int Count => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    public double Accuracy => (double)(TruePositives + TrueNegatives) / Count;

    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    public static Confusion At(IEnumerable<Outcome> outcomes, double threshold)
    {
        int tp = 0, fp = 0, fn = 0, tn = 0;
        foreach (var (probability, hasDisease) in outcomes)
        {
            if (probability >= threshold)
                _ = hasDisease ? tp++ : fp++;
            else
                _ = hasDisease ? fn++ : tn++;
        }
        return new Confusion(tp, fp, fn, tn);
    }

    /// <summary>Net benefit a patient (Vickers and Elkin 2006).</summary>
    public double NetBenefit(double threshold) =>
        (double)TruePositives / Count - (double)FalsePositives / Count * threshold / (1 - threshold);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
