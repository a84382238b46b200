using System.CommandLine;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Commands;

/// <summary>Defines the commands and their options.</summary>
internal static class CommandLine
{
    /// <summary>Exit code when a command rejects its input or its result.</summary>
    public const int RefusedExitCode = 2;

    private static readonly Option<FileInfo> Data = new("--data")
    {
        Description = "Data table, separated by ';' or ','.",
        Required = true,
    };

    private static readonly Option<DirectoryInfo> Artifacts = new("--artifacts")
    {
        Description = "Directory of the model files.",
        DefaultValueFactory = _ => new DirectoryInfo("model/artifacts"),
    };

    private static readonly Option<string?> Sex = new("--sex")
    {
        Description = "Codes of the column gender, such as 1=male,0=female. Default: 1=female,2=male.",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Random seed; the same seed gives the same files.",
        DefaultValueFactory = _ => 20261101,
    };

    /// <summary>Runs one command; prints a rejection as one sentence and returns <see cref="RefusedExitCode"/>.</summary>
    public static int Run(string[] args)
    {
        try
        {
            return Root().Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is RefusalException or ModelIntegrityException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Refused: {e.Message}");
            return RefusedExitCode;
        }
    }

    private static RootCommand Root() => new("Trains, evaluates, compares and applies the cardiovascular disease model.")
    {
        Train(), Evaluate(), Score(), Compare(), Card(),
    };

    /// <summary>Opens the data table and prints how its age and sex columns are read.</summary>
    private static PatientFile Table(ParseResult call)
    {
        var sex = call.GetValue(Sex) is { } text
            ? SexCoding.Parse(text)
                ?? throw new RefusalException("--sex must be two pairs of a number and a word, such as 1=male,0=female.")
            : null;
        var table = PatientFile.Open(call.GetRequiredValue(Data), sex);
        Console.Error.WriteLine(table.Reading);
        return table;
    }

    private static Command Train()
    {
        var version = new Option<string>("--version") { Description = "Version of the model.", DefaultValueFactory = _ => "2026.11.1" };
        var quick = new Option<bool>("--quick") { Description = "Few replicates and simulations, for experiments only." };
        var ridge = new Option<float>("--ridge")
        {
            Description = "Ridge (L2) penalty: weight of half the sum of the squared weights, above 0.",
            DefaultValueFactory = _ => NewtonFit.L2,
        };
        var note = new Option<string?>("--note") { Description = "Entry for this version in the history." };
        var after = new Option<DirectoryInfo?>("--after") { Description = "Directory of the previous version, to continue its history." };
        var command = new Command("train", "Fit the model on the development table and write its files.")
        {
            Data, Sex, Artifacts, Seed, version, quick, ridge, note, after,
        };
        command.SetAction(p =>
        {
            var (seed, name) = (p.GetValue(Seed), p.GetRequiredValue(version));
            var settings = p.GetValue(quick) ? TrainSettings.Quick(seed, name) : TrainSettings.Full(seed, name);
            return TrainCommand.Run(Table(p), p.GetRequiredValue(Artifacts), settings with
            {
                Ridge = p.GetValue(ridge) is > 0 and < float.PositiveInfinity and var penalty
                    ? penalty
                    : throw new RefusalException("--ridge must be above 0."),
                Note = p.GetValue(note) ?? settings.Note,
                Earlier = p.GetValue(after) is { } previous ? RiskModel.Load(previous.FullName).Card.History : settings.Earlier,
            });
        });
        return command;
    }

    private static Command Evaluate()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var trainedOn = new Option<FileInfo?>("--trained-on")
        {
            Description = "Training table of the model; the command fails if a patient is in both tables.",
        };
        var command = new Command("evaluate", "Evaluate the model on a labelled table that it was not trained on.")
        {
            Data, Sex, Artifacts, trainedOn, json,
        };
        command.SetAction(p => EvaluateCommand.Run(Table(p), p.GetValue(trainedOn), p.GetRequiredValue(Artifacts), p.GetValue(json)));
        return command;
    }

    private static Command Compare()
    {
        var reports = new Option<DirectoryInfo>("--reports")
        {
            Description = "Directory of the report and its figures.",
            DefaultValueFactory = _ => new DirectoryInfo("model/reports"),
        };
        var command = new Command("compare", "Compare the model with other models on the same folds.")
        {
            Data, Sex, Artifacts, Seed, reports,
        };
        command.SetAction(p => CompareCommand.Run(
            Table(p), p.GetRequiredValue(Artifacts), p.GetRequiredValue(reports), p.GetValue(Seed)));
        return command;
    }

    private static Command Card()
    {
        var output = new Option<FileInfo>("--out")
        {
            Description = "Markdown file to write.",
            DefaultValueFactory = _ => new FileInfo("model/README.md"),
        };
        var command = new Command("card", "Render the model card as Markdown.") { Artifacts, output };
        command.SetAction(p => CardCommand.Run(p.GetRequiredValue(Artifacts), p.GetRequiredValue(output)));
        return command;
    }

    private static Command Score()
    {
        var output = new Option<FileInfo>("--out") { Description = "CSV file to write: id, probability, reason.", Required = true };
        var command = new Command("score", "Write the probability of every row of a table.") { Data, Sex, Artifacts, output };
        command.SetAction(p => ScoreCommand.Run(Table(p), p.GetRequiredValue(Artifacts), p.GetRequiredValue(output)));
        return command;
    }
}
