using System.Globalization;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;

namespace Cardio.Model.Training.Commands;

/// <summary><c>score</c>: writes <c>id,probability,reason</c> for every row; a row that cannot be scored has a reason instead.</summary>
internal static class ScoreCommand
{
    private const int ProgressInterval = 100_000;

    public static int Run(PatientFile data, DirectoryInfo artifacts, FileInfo output)
    {
        var model = RiskModel.Load(artifacts.FullName);
        // Write to a temporary file and rename it at the end, so an error leaves no partial result.
        var temporary = output.FullName + ".part";
        var (scored, rejected) = (0, 0);
        try
        {
            using var writer = new StreamWriter(temporary) { NewLine = "\n" };
            writer.WriteLine("id,probability,reason");
            foreach (var row in data.Read())
            {
                _ = row.Problem is null ? scored++ : rejected++;
                writer.WriteLine(FormatLine(model, row));
                if ((scored + rejected) % ProgressInterval == 0)
                    Console.Error.WriteLine($"{scored + rejected} rows");
            }
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        File.Move(temporary, output.FullName, overwrite: true);
        Console.Error.WriteLine($"{scored} rows scored, {rejected} not; model {model.Version} {model.Sha256}");
        return 0;
    }

    private static string FormatLine(RiskModel model, TableRow row) => row is { Patient: { } patient, Problem: null }
        ? string.Create(CultureInfo.InvariantCulture, $"{Quote(row.Id)},{model.Score(patient):R},")
        : $"{Quote(row.Id)},,{Quote(row.Problem!)}";

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
