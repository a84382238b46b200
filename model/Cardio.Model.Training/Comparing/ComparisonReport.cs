using System.Globalization;
using System.Text;
using Cardio.Model.Serving;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Comparing;

/// <summary>Writes the comparison as Markdown.</summary>
internal static class ComparisonReport
{
    public static string Write(IReadOnlyList<Contestant> contestants, IEnumerable<(string File, string Title)> pictures, int patients, int seed, RiskModel served)
    {
        var text = new StringBuilder();
        Add(text, $"""
            # Comparison of models

            Written by `dotnet run -c Release --project model/Cardio.Model.Training -- compare --data FILE --seed {seed}`; do not edit.

            {patients} patients within the hard limits, {CrossValidation.Folds} folds, patients of equal inputs in one fold, the same folds for every
            model. The pictures of effects and the contributions are of the served model {served.Version}
            (`{served.Sha256[..12]}…`); its other figures are of the same design fitted on the folds. Times are of the machine that ran the
            command, everything else is the same on every run.

            | model | AUC | Brier | ECE | calibration slope | accuracy | log-loss | patients with a violated direction | worst fall | contributions' error | training | file | one patient |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var c in contestants)
        {
            var m = c.Metrics;
            var error = c.ContributionError is { } e ? e.ToString("0.0e+0", CultureInfo.InvariantCulture) : "none given";
            Add(text, $"| {c.Name} | {m.Auc:F4} | {m.Brier:F4} | {m.ExpectedCalibrationError:F4} | {m.CalibrationSlope:F3} | {m.Accuracy:F4} | {m.LogLoss:F4} | {c.Steps.Violated * 100:F1} % | {c.Steps.WorstDrop * 100:F1} points | {error} | {c.TrainingSeconds:F1} s | {c.FileBytes / 1024.0:F0} KiB | {c.MicrosecondsPerPatient:F2} µs |\n");
        }
        Add(text, $"""

            "Contributions' error" is the largest distance, in logit, between the score and base plus contributions: the served model's exact
            shares, or what ML.NET's feature contributions give for the others. The file of the served model holds all its measurement patterns.

            ## Steps in the harmful direction that lower the estimate

            Share of patients for whom the step lowers the estimate.

            | step | {string.Join(" | ", contestants.Select(c => c.Name))} |
            |---|{string.Concat(Enumerable.Repeat("---|", contestants.Count))}

            """);
        foreach (var lever in HarmfulSteps.LeverNames)
        {
            Add(text, $"| {lever} | {string.Join(" | ", contestants.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Steps.ByLever[lever] * 100:F1} %")))} |\n");
        }
        var best = contestants.MaxBy(c => c.Metrics.Auc)!;
        Add(text, $"""

            ## What it says

            The highest AUC is {best.Metrics.Auc:F4} ({best.Name}), {best.Metrics.Auc - contestants[0].Metrics.Auc:F4} above the served design: that is the price of
            never moving in the harmful direction. The free models move in it for {contestants.Skip(1).Min(c => c.Steps.Violated) * 100:F0} to {contestants.Skip(1).Max(c => c.Steps.Violated) * 100:F0} % of the patients. In this table
            smoking, alcohol and glucose go with slightly less disease; the served model gives them (almost) no say instead.

            ## Pictures


            """);
        foreach (var (file, title) in pictures)
            Add(text, $"![{title}]({file})\n");
        return text.ToString();
    }

    private static void Add(StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));
}
