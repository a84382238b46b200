using System.Globalization;
using System.Text.Json;

namespace Cardio.Model.Training;

/// <summary><c>evaluate</c>: the figures of the model on the labelled rows of a table, and refusal of figures that only a leak gives.</summary>
internal static class EvaluateVerb
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static int Run(FileInfo data, DirectoryInfo artifacts, bool json)
    {
        var model = RiskModel.Load(artifacts.FullName);
        var outcomes = PatientTable.Read(data.FullName)
            .Where(r => r is { Patient: not null, HasDisease: not null, Problem: null })
            .Select(r => new Outcome(model.Score(r.Patient!.Value), r.HasDisease!.Value)).ToArray();
        if (outcomes.DistinctBy(o => o.HasDisease).Count() < 2)
        {
            Console.Error.WriteLine("The table holds no labelled rows of both kinds within the hard limits.");
            return 1;
        }
        var metrics = Metrics.Of(outcomes);
        Console.WriteLine(json ? JsonSerializer.Serialize(metrics, Json) : Text(metrics));
        return LeakGate.Check(metrics.Auc);
    }

    private static string Text(Metrics m) => string.Create(CultureInfo.InvariantCulture, $"""
        AUC                    {m.Auc:F4}
        Brier score            {m.Brier:F4}
        accuracy               {m.Accuracy:F4}
        precision              {m.Precision:F4}
        recall                 {m.Recall:F4}
        specificity            {m.Specificity:F4}
        log-loss               {m.LogLoss:F4}
        calibration slope      {m.CalibrationSlope:F4}
        calibration intercept  {m.CalibrationIntercept:F4}
        ECE (15 bins)          {m.ExpectedCalibrationError:F4}
        n                      {m.Count}
        """);
}
