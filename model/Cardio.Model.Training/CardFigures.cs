namespace Cardio.Model.Training;

/// <summary>Figures with 95 % percentile intervals over bootstrap resamples of the cross-validated predictions.</summary>
internal static class CardFigures
{
    private const int Resamples = 200;

    private static readonly (int From, int To)[] AgeBands = [(39, 45), (45, 50), (50, 55), (55, 60), (60, 65)];

    public static IEnumerable<GroupFigures> ByGroup(
        MeasurementPattern pattern, IReadOnlyList<LabelledPatient> patients, Outcome[] outcomes, int seed)
    {
        yield return Of(pattern, "all", outcomes, seed);
        foreach (var sex in Enum.GetValues<Sex>())
        {
            var name = sex == Sex.Female ? "female" : "male";
            yield return Of(pattern, name, [.. outcomes.Where((_, i) => patients[i].Patient.Sex == sex)], seed);
        }
        foreach (var (from, to) in AgeBands)
        {
            yield return Of(pattern, $"{from}-{to}",
                [.. outcomes.Where((_, i) => patients[i].Patient.AgeYears >= from && patients[i].Patient.AgeYears < to)], seed);
        }
    }

    public static IReadOnlyList<ThresholdFigures> ByThreshold(Outcome[] outcomes, int seed)
    {
        double[] thresholds = [.. Enumerable.Range(1, 19).Select(t => t / 20.0)];
        var value = thresholds.Select(t => Confusion.At(outcomes, t)).ToArray();
        var resampled = Resample(outcomes, seed, r => thresholds.Select(t => Confusion.At(r, t)).ToArray());
        return [.. thresholds.Select((t, k) => new ThresholdFigures
        {
            Threshold = t,
            Precision = WithInterval(c => c[k].Precision),
            Recall = WithInterval(c => c[k].Recall),
            Specificity = WithInterval(c => c[k].Specificity),
            NetBenefit = WithInterval(c => c[k].NetBenefit(t)),
        })];

        Figure WithInterval(Func<Confusion[], double> pick) => Interval(pick(value), resampled.Select(pick));
    }

    private static GroupFigures Of(MeasurementPattern pattern, string group, Outcome[] outcomes, int seed)
    {
        var value = Metrics.Of(outcomes);
        var resampled = Resample(outcomes, seed, Metrics.Of);
        return new GroupFigures
        {
            Pattern = pattern,
            Group = group,
            Count = outcomes.Length,
            Prevalence = outcomes.Average(o => o.HasDisease ? 1.0 : 0),
            Auc = WithInterval(m => m.Auc),
            Brier = WithInterval(m => m.Brier),
            LogLoss = WithInterval(m => m.LogLoss),
            Accuracy = WithInterval(m => m.Accuracy),
            Precision = WithInterval(m => m.Precision),
            Recall = WithInterval(m => m.Recall),
            Specificity = WithInterval(m => m.Specificity),
            CalibrationSlope = WithInterval(m => m.CalibrationSlope),
            CalibrationIntercept = WithInterval(m => m.CalibrationIntercept),
            ExpectedCalibrationError = WithInterval(m => m.ExpectedCalibrationError),
        };

        Figure WithInterval(Func<Metrics, double> pick) => Interval(pick(value), resampled.Select(pick));
    }

    private static T[] Resample<T>(Outcome[] outcomes, int seed, Func<Outcome[], T> measure)
    {
        var results = new T[Resamples];
        Parallel.For(0, Resamples, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
        {
            var random = new Random(HashCode(seed, r));
            var resample = new Outcome[outcomes.Length];
            for (var i = 0; i < resample.Length; i++)
                resample[i] = outcomes[random.Next(outcomes.Length)];
            results[r] = measure(resample);
        });
        return results;
    }

    private static int HashCode(int seed, int index) => unchecked(seed * 1_000_003 + index);

    private static Figure Interval(double value, IEnumerable<double> resampled)
    {
        var sorted = resampled.Order().ToArray();
        return new Figure(value, sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }
}
