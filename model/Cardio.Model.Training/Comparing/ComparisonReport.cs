using System.Globalization;
using System.Text;
using Cardio.Model.Serving;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Comparing;

/// <summary>Renders the comparison as Markdown.</summary>
internal static class ComparisonReport
{
    private const int Folds = CrossValidation.Folds;

    private static readonly string[] Columns =
    [
        "model", "AUC", "Brier", "ECE", "calibration slope", "accuracy", "log-loss", "patients with a violated direction", "worst fall",
        "contributions' error", "training", "file", "one patient",
    ];

    public static string Write(
        IReadOnlyList<ComparedModel> models,
        IEnumerable<(string File, string Title)> figures,
        int patients,
        int seed,
        RiskModel served)
    {
        var text = new StringBuilder();
        AddIntroduction(text, patients, seed, served);
        foreach (var model in models) AddRow(text, model);
        AddSteps(text, models);
        AddConclusion(text, models);
        foreach (var (file, title) in figures) Add(text, $"![{title}]({file})\n");
        return text.ToString();
    }

    private static void AddIntroduction(StringBuilder text, int patients, int seed, RiskModel served) => Add(text, $"""
        # Comparison of models

        Written by `dotnet run -c Release --project model/Cardio.Model.Training -- compare --data FILE --seed {seed}`; do not edit.

        {patients} patients within the hard limits, {Folds} folds, patients of equal inputs in one fold, the same folds for every
        model. The pictures of effects and the contributions are of the served model {served.Version}
        (`{served.Sha256[..12]}…`); its other figures are of the same design fitted on the folds. Times are of the machine that ran the
        command, everything else is the same on every run.

        | {string.Join(" | ", Columns)} |
        {string.Concat(Enumerable.Repeat("|---", Columns.Length))}|

        """);

    private static void AddSteps(StringBuilder text, IReadOnlyList<ComparedModel> models)
    {
        Add(text, $"""

        "Contributions' error" is the largest distance, in logit, between the score and base plus contributions: the served model's exact
        shares, or what ML.NET's feature contributions give for the others. The file of the served model holds all its measurement patterns.

        ## Steps in the harmful direction that lower the estimate

        Share of patients for whom the step lowers the estimate.

        | step | {string.Join(" | ", models.Select(m => m.Name))} |
        |---|{string.Concat(Enumerable.Repeat("---|", models.Count))}

        """);
        foreach (var lever in HarmfulSteps.LeverNames)
        {
            var violations = models.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Steps.ByLever[lever] * 100:F1} %"));
            Add(text, $"| {lever} | {string.Join(" | ", violations)} |\n");
        }
    }

    private static void AddConclusion(StringBuilder text, IReadOnlyList<ComparedModel> models)
    {
        var best = models.MaxBy(m => m.Metrics.Auc)!;
        var advantage = best.Metrics.Auc - models[0].Metrics.Auc;
        var lowest = models.Skip(1).Min(m => m.Steps.Violated) * 100;
        var highest = models.Skip(1).Max(m => m.Steps.Violated) * 100;
        Add(text, $"""

        ## What it says

        The highest AUC is {best.Metrics.Auc:F4} ({best.Name}), {advantage:F4} above the served design: that is the price of
        never moving in the harmful direction. The free models move in it for {lowest:F0} to {highest:F0} % of the patients. In this table
        smoking, alcohol and glucose go with slightly less disease; the served model gives them (almost) no say instead.

        ## Pictures


        """);
    }

    private static void AddRow(StringBuilder text, ComparedModel model)
    {
        var m = model.Metrics;
        var error = model.ContributionError is { } e ? e.ToString("0.0e+0", CultureInfo.InvariantCulture) : "none given";
        Add(text, $"| {model.Name} | {m.Auc:F4} | {m.Brier:F4} | {m.ExpectedCalibrationError:F4} | {m.CalibrationSlope:F3} ");
        Add(text, $"| {m.Accuracy:F4} | {m.LogLoss:F4} | {model.Steps.Violated * 100:F1} % | {model.Steps.WorstDrop * 100:F1} points ");
        Add(text, $"| {error} | {model.TrainingSeconds:F1} s | {model.FileBytes / 1024.0:F0} KiB ");
        Add(text, $"| {model.MicrosecondsPerPatient:F2} µs |\n");
    }

    private static void Add(StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));
}
