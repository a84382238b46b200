using Cardio.Model.Serving;
using Cardio.Model.Training.Reporting;

namespace Cardio.Model.Training.Commands;

/// <summary><c>card</c>: renders <c>card.json</c> as Markdown.</summary>
internal static class CardCommand
{
    public static int Run(DirectoryInfo artifacts, FileInfo output)
    {
        var model = RiskModel.Load(artifacts.FullName);
        File.WriteAllText(output.FullName, CardText.Write(model));
        Console.Error.WriteLine($"wrote the card of model {model.Version} {model.Sha256}");
        return 0;
    }
}
