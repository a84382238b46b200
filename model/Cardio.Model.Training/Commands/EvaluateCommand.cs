using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Commands;

/// <summary><c>evaluate</c>: measures the model on the labelled rows of a table; rejects an AUC that only a data leak explains.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static int Run(PatientFile data, FileInfo? trainedOn, DirectoryInfo artifacts, bool json)
    {
        var model = RiskModel.Load(artifacts.FullName);
        var table = data.Read().ToList();
        LabelledPatient[] patients = [.. table.Labelled()];
        if (patients.DistinctBy(p => p.HasDisease).Count() < 2)
        {
            throw new RefusalException(string.Create(CultureInfo.InvariantCulture,
                $"Of {table.Count} rows, {patients.Length} have a label and are within the hard limits. "
                + $"Evaluation needs such rows both with and without disease."));
        }
        LeakGate.CheckValues(table);
        if (trainedOn is not null)
            LeakGate.CheckSplit(PatientTable.Read(trainedOn.FullName).Labelled(), patients);
        if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(data.Info.FullName))) == model.Card.Data.Sha256)
        {
            Console.Error.WriteLine(
                "Note: the model was trained on this table. Use the cross-validated figures of its card instead.");
        }
        var metrics = Metrics.FromOutcomes(patients.Select(p => new ScoredOutcome(model.Score(p.Patient), p.HasDisease)));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Count} rows, {patients.Length} measured"));
        LeakGate.CheckAuc(metrics.Auc);
        Console.WriteLine(json ? JsonSerializer.Serialize(metrics, Json) : Text(metrics));
        return 0;
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
