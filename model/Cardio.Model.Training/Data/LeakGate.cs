using System.Globalization;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Data;

/// <summary>Thrown when a command rejects its input, or a result that is not credible; the message states the reason.</summary>
internal sealed class RefusalException(string message) : Exception(message);

/// <summary>Detects data leakage: the label among the inputs, or training patients among the test patients.</summary>
internal static class LeakGate
{
    /// <summary>Upper limit for a model of this table without leakage; the best published models reach 0.806.</summary>
    public const double HighestCredibleAuc = 0.82;

    private static readonly string[] NeverInputs = ["cardio", "label", "id"];

    /// <summary>Rejects an AUC that is not possible for this table without leakage.</summary>
    /// <exception cref="RefusalException">The AUC is above <see cref="HighestCredibleAuc"/>.</exception>
    public static void CheckAuc(double auc)
    {
        if (auc > HighestCredibleAuc)
        {
            throw Refusal(
                $"An AUC of {auc:F4} is above {HighestCredibleAuc}. With this table, only a label that leaks into the inputs explains it.");
        }
    }

    /// <summary>Rejects inputs that are named like the label or the row id.</summary>
    /// <exception cref="RefusalException">An input has such a name.</exception>
    public static void CheckNames(IEnumerable<string> inputs)
    {
        foreach (var input in inputs)
        {
            if (NeverInputs.Contains(input.Trim(), StringComparer.OrdinalIgnoreCase))
                throw Refusal($"'{input}' must not be an input: it is unknown for a new patient.");
        }
    }

    /// <summary>Rejects an input whose values equal the row id or rank the label too well, whatever its name.</summary>
    /// <exception cref="RefusalException">An input leaks the label or is the row id.</exception>
    public static void CheckValues(IReadOnlyList<TableRow> rows)
    {
        foreach (var (name, read) in InputFacts.Inputs)
        {
            var known = rows.Where(r => r.Patient is not null)
                .Select(r => (Value: read(r.Patient!.Value), Row: r))
                .Where(v => !double.IsNaN(v.Value))
                .ToArray();
            if (known.Length > 1 && known.All(v => v.Row.Id == v.Value.ToString(CultureInfo.InvariantCulture)))
                throw Refusal($"{name} is the row's id.");
            ScoredOutcome[] ranked = [.. known
                .Where(v => v.Row.HasDisease is not null)
                .Select(v => new ScoredOutcome(v.Value, v.Row.HasDisease!.Value))];
            if (ranked.DistinctBy(o => o.HasDisease).Count() < 2)
                continue;
            var auc = RankedOutcomes.Auc(ranked);
            if (Math.Max(auc, 1 - auc) > HighestCredibleAuc)
                throw Refusal($"{name} alone ranks the label with an AUC of {Math.Max(auc, 1 - auc):F4}: the label leaks into it.");
        }
    }

    /// <summary>Rejects folds that separate patients with equal inputs, because the test set would then repeat training rows.</summary>
    /// <exception cref="RefusalException">Patients with equal inputs are in different folds.</exception>
    public static void CheckFolds(IReadOnlyList<LabelledPatient> patients, IReadOnlyList<int> folds)
    {
        var separated = patients.Zip(folds).GroupBy(p => p.First.Patient).Count(g => g.DistinctBy(p => p.Second).Count() > 1);
        if (separated > 0)
            throw Refusal($"{separated} groups of equal inputs are split between training and test.");
    }

    /// <summary>Rejects a test set with inputs that also occur in the training set.</summary>
    /// <exception cref="RefusalException">Training and test set share inputs.</exception>
    public static void CheckSplit(IEnumerable<LabelledPatient> training, IEnumerable<LabelledPatient> test)
    {
        var known = training.Select(p => p.Patient).ToHashSet();
        var shared = test.Select(p => p.Patient).Distinct().Count(known.Contains);
        if (shared > 0)
            throw Refusal($"{shared} groups of equal inputs are split between training and test.");
    }

    private static RefusalException Refusal(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
