using System.Globalization;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Data;

/// <summary>A run stops because its result would not be worth trusting, or its input cannot be read; the message says why.</summary>
internal sealed class RefusalException(string message) : Exception(message);

/// <summary>Stops training and evaluation where the label leaks into the inputs or the test into the training.</summary>
internal static class LeakGate
{
    /// <summary>No honest model of this table passes it; the best known reach .806.</summary>
    public const double HighestCredibleAuc = 0.82;

    private static readonly string[] NeverInputs = ["cardio", "label", "id"];

    /// <summary>Refuses an area under the ROC curve that this table cannot give.</summary>
    /// <exception cref="RefusalException">It lies above <see cref="HighestCredibleAuc"/>.</exception>
    public static void CheckAuc(double auc)
    {
        if (auc > HighestCredibleAuc)
        {
            throw Refusal($"An AUC of {auc:F4} lies above {HighestCredibleAuc}, which this table cannot give unless the label leaks into the inputs.");
        }
    }

    /// <summary>Refuses inputs that are named as the label or the row's number.</summary>
    /// <exception cref="RefusalException">One is.</exception>
    public static void CheckNames(IEnumerable<string> inputs)
    {
        foreach (var input in inputs)
        {
            if (NeverInputs.Contains(input.Trim(), StringComparer.OrdinalIgnoreCase))
                throw Refusal($"'{input}' is among the inputs; it is not known about a new patient.");
        }
    }

    /// <summary>Refuses an input that in truth is the label or the row's number, whatever its name.</summary>
    /// <exception cref="RefusalException">One is.</exception>
    public static void CheckValues(IReadOnlyList<TableRow> rows)
    {
        foreach (var (name, read) in InputFacts.Inputs)
        {
            var known = rows.Where(r => r.Patient is not null)
                .Select(r => (Value: read(r.Patient!.Value), Row: r)).Where(v => !double.IsNaN(v.Value)).ToArray();
            if (known.Length > 1 && known.All(v => v.Row.Id == v.Value.ToString(CultureInfo.InvariantCulture)))
                throw Refusal($"{name} is the row's id.");
            ScoredOutcome[] ranked = [.. known.Where(v => v.Row.HasDisease is not null).Select(v => new ScoredOutcome(v.Value, v.Row.HasDisease!.Value))];
            if (ranked.DistinctBy(o => o.HasDisease).Count() < 2)
                continue;
            var auc = RankedOutcomes.Auc(ranked);
            if (Math.Max(auc, 1 - auc) > HighestCredibleAuc)
                throw Refusal($"{name} alone ranks the label with an AUC of {Math.Max(auc, 1 - auc):F4}: the label leaks into it.");
        }
    }

    /// <summary>Refuses folds that part patients of equal inputs, so that the test would know them from the training.</summary>
    /// <exception cref="RefusalException">Some are parted.</exception>
    public static void CheckFolds(IReadOnlyList<LabelledPatient> patients, IReadOnlyList<int> folds)
    {
        var parted = patients.Zip(folds).GroupBy(p => p.First.Patient).Count(g => g.DistinctBy(p => p.Second).Count() > 1);
        if (parted > 0)
            throw Refusal($"{parted} groups of equal inputs are split between training and test.");
    }

    /// <summary>Refuses test patients whose inputs equal those of a training patient.</summary>
    /// <exception cref="RefusalException">Some do.</exception>
    public static void CheckSplit(IEnumerable<LabelledPatient> training, IEnumerable<LabelledPatient> test)
    {
        var known = training.Select(p => p.Patient).ToHashSet();
        var shared = test.Select(p => p.Patient).Distinct().Count(known.Contains);
        if (shared > 0)
            throw Refusal($"{shared} groups of equal inputs are split between training and test.");
    }

    private static RefusalException Refusal(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
