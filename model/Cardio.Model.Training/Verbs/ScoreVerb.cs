using System.Globalization;

namespace Cardio.Model.Training;

/// <summary><c>score</c>: <c>id,probability,reason</c> for every row; a row that cannot be scored has no probability but a reason.</summary>
internal static class ScoreVerb
{
    public static int Run(FileInfo data, DirectoryInfo artifacts, FileInfo output)
    {
        var model = RiskModel.Load(artifacts.FullName);
        using var writer = new StreamWriter(output.FullName) { NewLine = "\n" };
        writer.WriteLine("id,probability,reason");
        var (scored, refused) = (0, 0);
        foreach (var row in PatientTable.Read(data.FullName))
        {
            if (row is { Patient: { } patient, Problem: null })
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Quoted(row.Id)},{model.Score(patient):R},"));
                scored++;
            }
            else
            {
                writer.WriteLine($"{Quoted(row.Id)},,{Quoted(row.Problem!)}");
                refused++;
            }
            if ((scored + refused) % 100_000 == 0)
                Console.Error.WriteLine($"{scored + refused} rows");
        }
        Console.Error.WriteLine($"{scored} rows scored, {refused} not; model {model.Version} {model.Sha256}");
        return 0;
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
