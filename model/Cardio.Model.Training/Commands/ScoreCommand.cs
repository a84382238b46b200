using System.Globalization;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;

namespace Cardio.Model.Training.Commands;

/// <summary><c>score</c>: <c>id,probability,reason</c> for every row; a row that cannot be scored has no probability but a reason.</summary>
internal static class ScoreCommand
{
    private const int RowsBetweenReports = 100_000;

    public static int Run(PatientFile data, DirectoryInfo artifacts, FileInfo output)
    {
        var model = RiskModel.Load(artifacts.FullName);
        // Written beside the output and moved at the end, so that a table that cannot be read to its end leaves no half result.
        var unfinished = output.FullName + ".part";
        var (scored, refused) = (0, 0);
        try
        {
            using var writer = new StreamWriter(unfinished) { NewLine = "\n" };
            writer.WriteLine("id,probability,reason");
            foreach (var row in data.Read())
            {
                _ = row.Problem is null ? scored++ : refused++;
                writer.WriteLine(Line(model, row));
                if ((scored + refused) % RowsBetweenReports == 0)
                    Console.Error.WriteLine($"{scored + refused} rows");
            }
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
        File.Move(unfinished, output.FullName, overwrite: true);
        Console.Error.WriteLine($"{scored} rows scored, {refused} not; model {model.Version} {model.Sha256}");
        return 0;
    }

    private static string Line(RiskModel model, TableRow row) => row is { Patient: { } patient, Problem: null }
        ? string.Create(CultureInfo.InvariantCulture, $"{Quoted(row.Id)},{model.Score(patient):R},")
        : $"{Quoted(row.Id)},,{Quoted(row.Problem!)}";

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
