using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Site.Tests.Model;

/// <summary>
/// Reproduces the error behind published accuracies of 87 %: patients are grouped into two clusters (k-modes, Huang 1998), and the
/// cluster becomes an input. If the label is among the clustered columns, the cluster leaks it into the inputs.
/// </summary>
internal static class LeakyClusters
{
    private const int LabelColumn = 9;

    /// <summary>Trains boosted trees on binned inputs and the cluster; returns their performance on a held-out fifth.</summary>
    public static Metrics Evaluate(IReadOnlyList<LabelledPatient> patients, bool withLabel)
    {
        int[][] binned = [.. patients.Select(Bin)];
        var clusters = Cluster(binned, withLabel ? LabelColumn + 1 : LabelColumn);
        ClusterRow[] rows = [.. binned.Select((r, i) => new ClusterRow
        {
            Label = r[LabelColumn] == 1, Features = [.. r[..LabelColumn].Select(v => (float)v), clusters[i]],
        })];
        var folds = CrossValidation.Assign(patients, 1);
        var context = new MLContext(1);
        var model = context.BinaryClassification.Trainers.FastTree(numberOfTrees: 60).Fit(Load(rows.Where((_, i) => folds[i] != 0)));
        ClusterRow[] test = [.. rows.Where((_, i) => folds[i] == 0)];
        var scored = model.Transform(Load(test)).GetColumn<float>("Probability");
        return Metrics.FromOutcomes(scored.Zip(test, (p, row) => new ScoredOutcome(p, row.Label)));

        IDataView Load(IEnumerable<ClusterRow> subset) => context.Data.LoadFromEnumerable(subset);
    }

    /// <summary>
    /// Bins sex, age, body mass index, mean arterial pressure, laboratory values and lifestyle answers; the label is last.
    /// </summary>
    private static int[] Bin(LabelledPatient labelled)
    {
        var p = labelled.Patient;
        return
        [
            (int)p.Sex!.Value, p.AgeYears / 5, (int)(p.BodyMassIndex!.Value / 5), (int)((p.SystolicMmHg + 2 * p.DiastolicMmHg) / 3.0 / 10),
            (int)p.Cholesterol, (int)p.Glucose,
            p.Smoker == true ? 1 : 0, p.DrinksAlcohol == true ? 1 : 0, p.PhysicallyActive == true ? 1 : 0,
            labelled.HasDisease ? 1 : 0,
        ];
    }

    private static int[] Cluster(int[][] rows, int columns)
    {
        // Start from the modes of the patients without and with disease, close to where k-modes converges anyway.
        int[][] modes = [Mode(rows.Where(r => r[LabelColumn] == 0)), Mode(rows.Where(r => r[LabelColumn] == 1))];
        var clusters = new int[rows.Length];
        for (var iteration = 0; iteration < 5; iteration++)
        {
            clusters = [.. rows.Select(r => Distance(r, modes[0]) <= Distance(r, modes[1]) ? 0 : 1)];
            modes = [.. modes.Select((_, k) => Mode(rows.Where((_, i) => clusters[i] == k)))];
        }
        return clusters;

        int Distance(int[] row, int[] mode)
        {
            var distance = 0;
            for (var c = 0; c < columns; c++)
                distance += row[c] != mode[c] ? 1 : 0;
            return distance;
        }
    }

    private static int[] Mode(IEnumerable<int[]> rows)
    {
        int[][] all = [.. rows];
        return [.. Enumerable.Range(0, LabelColumn + 1).Select(c => all.CountBy(r => r[c]).MaxBy(v => v.Value).Key)];
    }

    private sealed class ClusterRow
    {
        public bool Label { get; set; }

        [VectorType(LabelColumn + 1)]
        public float[] Features { get; set; } = [];
    }
}
