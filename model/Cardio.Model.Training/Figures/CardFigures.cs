using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Statistics;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Figures;

/// <summary>
/// Computes figures with 95 % intervals from bootstrap resamples of the cross-validated predictions. Percentile intervals are shifted by
/// the bootstrap estimate of bias; Otherwise a figure that resampling inflates, such as the calibration error, could lie outside its
/// interval.
/// </summary>
internal static class CardFigures
{
    /// <summary>Computes the figures of all patients, by sex and by age band; omits groups without both outcomes.</summary>
    public static IEnumerable<GroupFigures> ByGroup(
        MeasurementPattern pattern, IReadOnlyList<LabelledPatient> patients, ScoredOutcome[] outcomes, TrainSettings settings)
    {
        (string Name, Func<PatientFeatures, bool> Holds)[] groups =
        [
            ("all", _ => true),
            ("female", p => p.Sex == Sex.Female),
            ("male", p => p.Sex == Sex.Male),
            .. TrainedAge.Bands.Select(b => (
                $"{b.From}-{b.To}",
                (Func<PatientFeatures, bool>)(p => p.AgeYears >= b.From && p.AgeYears < b.To))),
        ];
        return groups
            .Select(g => (g.Name, Outcomes: outcomes.Where((_, i) => g.Holds(patients[i].Patient)).ToArray()))
            .Where(g => g.Outcomes.DistinctBy(o => o.HasDisease).Count() == 2)
            .Select(g => FromOutcomes(pattern, g.Name, g.Outcomes, settings));
    }

    /// <summary>Computes the points of the calibration plot, with the same bins as the calibration error.</summary>
    public static IReadOnlyList<ReliabilityBin> Reliability(ScoredOutcome[] outcomes) =>
        [.. new RankedOutcomes(outcomes).Bins(RankedOutcomes.CalibrationBins).Select(bin =>
        {
            var interval = WilsonInterval.FromCounts((int)Math.Round(bin.Observed * bin.Count), bin.Count);
            return new ReliabilityBin(bin.Predicted, new Figure(bin.Observed, interval.Low, interval.High), bin.Count);
        })];

    public static IReadOnlyList<ThresholdFigures> ByThreshold(ScoredOutcome[] outcomes, TrainSettings settings)
    {
        double[] thresholds = [.. Enumerable.Range(1, 19).Select(t => t / 20.0)];
        var ranked = new RankedOutcomes(outcomes);
        var measured = Measure(ranked.Count, settings, draws => thresholds.Select(t => ranked.ConfusionAt(t, draws)).ToArray());
        return [.. thresholds.Select((t, k) => new ThresholdFigures
        {
            Threshold = t,
            Precision = Share(measured, c => c[k].Precision),
            Recall = Share(measured, c => c[k].Recall),
            Specificity = Share(measured, c => c[k].Specificity),
            NetBenefit = WithInterval(measured, c => c[k].NetBenefit(t)),
        })];
    }

    private static GroupFigures FromOutcomes(MeasurementPattern pattern, string group, ScoredOutcome[] outcomes, TrainSettings settings)
    {
        var ranked = new RankedOutcomes(outcomes);
        var measured = Measure(ranked.Count, settings, draws => ranked.Measure(draws));
        return new GroupFigures
        {
            Pattern = pattern,
            Group = group,
            Count = ranked.Count,
            Prevalence = outcomes.Average(o => o.HasDisease ? 1.0 : 0),
            Auc = Share(measured, m => m.Auc),
            Brier = Share(measured, m => m.Brier),
            LogLoss = WithInterval(measured, m => m.LogLoss),
            Accuracy = Share(measured, m => m.Accuracy),
            Precision = Share(measured, m => m.Precision),
            Recall = Share(measured, m => m.Recall),
            Specificity = Share(measured, m => m.Specificity),
            CalibrationSlope = WithInterval(measured, m => m.CalibrationSlope),
            CalibrationIntercept = WithInterval(measured, m => m.CalibrationIntercept),
            ExpectedCalibrationError = Share(measured, m => m.ExpectedCalibrationError),
        };
    }

    /// <summary>Evaluates a measure on all predictions (first result), then on each resample.</summary>
    private static T[] Measure<T>(int count, TrainSettings settings, Func<int[], T> measure)
    {
        var results = new T[settings.Resamples + 1];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
            results[r] = measure(r == 0
                ? [.. Enumerable.Repeat(1, count)]
                : Bootstrap.Draws(count, unchecked(settings.Seed * 1_000_003 + r))));
        return results;
    }

    private static Figure Share<T>(T[] measured, Func<T, double> pick)
    {
        var figure = WithInterval(measured, pick);
        return figure with { Low = Math.Max(0, figure.Low), High = Math.Min(1, figure.High) };
    }

    private static Figure WithInterval<T>(T[] measured, Func<T, double> pick)
    {
        var value = pick(measured[0]);
        var sorted = measured.Skip(1).Select(pick).Order().ToArray();
        if (!sorted.Append(value).All(double.IsFinite))
            throw new RefusalException("A group of patients is too small for its figures; the table has too few rows.");
        var bias = sorted.Average() - value;
        double Quantile(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))] - bias;
        return new Figure(value, Quantile(0.025), Quantile(0.975));
    }
}
