using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Comparing;

/// <summary>Draws the figures of the comparison: ROC curves, calibration plot, and the effect of each feature with its interval.</summary>
internal static class ComparisonFigures
{
    private const int Bins = 15;
    private const int CurvePoints = 60;

    private static readonly Effect[] Effects =
    [
        new("age", "Effect of age", "years", Range(35, 70, 1), (p, v) => p with { AgeYears = (int)v }),
        new("sex", "Effect of sex", "0 female, 1 male", [0, 1], (p, v) => p with { Sex = (Sex)(int)v }),
        new("body-mass-index", "Effect of body mass index", "kg/m²", Range(16, 48, 1),
            (p, v) => p with { WeightKg = v * (p.HeightCm!.Value / 100) * (p.HeightCm.Value / 100) }),
        new("systolic", "Effect of systolic pressure", "mmHg", Range(85, 195, 1), (p, v) => p with { SystolicMmHg = (int)v }),
        new("diastolic", "Effect of diastolic pressure", "mmHg", Range(55, 115, 1), (p, v) => p with { DiastolicMmHg = (int)v }),
        new("cholesterol", "Effect of cholesterol", "1 normal, 2 above, 3 well above", [1, 2, 3],
            (p, v) => p with { Cholesterol = (LabLevel)(int)v }),
        new("glucose", "Effect of glucose", "1 normal, 2 above, 3 well above", [1, 2, 3],
            (p, v) => p with { Glucose = (LabLevel)(int)v }),
        new("smoking", "Effect of smoking", "0 no, 1 yes", [0, 1], (p, v) => p with { Smoker = v > 0 }),
        new("alcohol", "Effect of alcohol", "0 no, 1 yes", [0, 1], (p, v) => p with { DrinksAlcohol = v > 0 }),
        new("inactivity", "Effect of inactivity", "0 active, 1 not", [0, 1], (p, v) => p with { PhysicallyActive = v == 0 }),
    ];

    /// <summary>Returns file name, title and SVG text of every figure, in the order of the report.</summary>
    public static IEnumerable<(string File, string Title, string Svg)> Draw(IReadOnlyList<ComparedModel> models, RiskModel served)
    {
        var roc = new SvgChart("ROC curves, cross-validated", "1 − specificity", "recall", (0, 1), (0, 1));
        yield return ("roc.svg", "ROC curves", roc.Draw([.. models.Select(m => new ChartLine(m.Name, Roc(m.Outcomes), []))]));
        var reliability = new SvgChart("Reliability, 15 bins of equal size", "predicted", "observed", (0, 1), (0, 1));
        yield return ("reliability.svg", "Reliability",
            reliability.Draw([.. models.Select(m => new ChartLine(m.Name, Calibration(m.Outcomes), []))]));
        foreach (var (file, title, axis, values, with) in Effects)
        {
            var explained = values.Select(v => served.Explain(with(served.Card.TypicalPatient, v))).ToArray();
            var chart = new SvgChart(title + ", all else typical", axis, "probability", (values[0], values[^1]), (0, 1));
            var line = new ChartLine(
                "",
                [.. values.Zip(explained, (v, e) => (v, e.Probability))],
                [.. explained.Select(e => (e.SamplingUncertainty.Low, e.SamplingUncertainty.High))]);
            yield return ($"effect-{file}.svg", title, chart.Draw([line]));
        }
    }

    private static List<(double, double)> Calibration(ScoredOutcome[] outcomes) =>
        [.. new RankedOutcomes(outcomes).Bins(Bins).Select(bin => (bin.Predicted, bin.Observed))];

    private static List<(double, double)> Roc(ScoredOutcome[] outcomes)
    {
        ScoredOutcome[] descending = [.. outcomes.OrderByDescending(o => o.Probability)];
        var (diseased, healthy) = (descending.Count(o => o.HasDisease), descending.Count(o => !o.HasDisease));
        var points = new List<(double, double)> { (0, 0) };
        var (tp, fp) = (0, 0);
        for (var i = 0; i < descending.Length; i++)
        {
            _ = descending[i].HasDisease ? tp++ : fp++;
            if ((i + 1) % Math.Max(1, descending.Length / CurvePoints) == 0)
                points.Add(((double)fp / healthy, (double)tp / diseased));
        }
        points.Add((1, 1));
        return points;
    }

    private static double[] Range(int from, int to, int step) =>
        [.. Enumerable.Range(0, (to - from) / step + 1).Select(i => (double)(from + i * step))];

    /// <summary>Values of one feature for which the effect is drawn, all other inputs being typical.</summary>
    private sealed record Effect(
        string File, string Title, string Axis, double[] Values, Func<PatientFeatures, double, PatientFeatures> With);
}
