using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Site.Tests.Model;

/// <summary>
/// The mistake behind published accuracies of 87 %: the patients are put in two clusters of most frequent values (k-modes, Huang
/// 1998), and the cluster becomes an input. Where the label is among the clustered columns, the cluster carries it into the inputs.
/// </summary>
internal static class LeakyClusters
{
    private const int LabelColumn = 9;

    /// <summary>The figures, on a fifth of the patients, of boosted trees on binned inputs and the cluster, learned on the others.</summary>
    public static Metrics Evaluate(IReadOnlyList<LabelledPatient> patients, bool withLabel)
    {
        int[][] binned = [.. patients.Select(Binned)];
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

        IDataView Load(IEnumerable<ClusterRow> some) => context.Data.LoadFromEnumerable(some);
    }

    /// <summary>Sex, age, body mass index, mean arterial pressure, cholesterol, glucose and answers in classes, then the label.</summary>
    private static int[] Binned(LabelledPatient labelled)
    {
        var p = labelled.Patient;
        return
        [
            (int)p.Sex!.Value, p.AgeYears / 5, (int)(p.BodyMassIndex!.Value / 5), (int)((p.SystolicMmHg + 2 * p.DiastolicMmHg) / 3.0 / 10),
            (int)p.Cholesterol, (int)p.Glucose, p.Smoker == true ? 1 : 0, p.DrinksAlcohol == true ? 1 : 0, p.PhysicallyActive == true ? 1 : 0,
            labelled.HasDisease ? 1 : 0,
        ];
    }

    private static int[] Cluster(int[][] rows, int columns)
    {
        // The two start from the most frequent values among the healthy and among the diseased, which is where k-modes ends anyway.
        int[][] modes = [Mode(rows.Where(r => r[LabelColumn] == 0)), Mode(rows.Where(r => r[LabelColumn] == 1))];
        var clusters = new int[rows.Length];
        for (var round = 0; round < 5; round++)
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
