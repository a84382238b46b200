using System.CommandLine;
using Cardio.Model.Training;

var data = new Option<FileInfo>("--data") { Description = "The table, ';' or ',' separated.", Required = true };
var seed = new Option<int>("--seed") { Description = "Seed of folds and resamples.", DefaultValueFactory = _ => 20261101 };
var version = new Option<string>("--version") { Description = "Version of the model.", DefaultValueFactory = _ => "2026.11.1" };
var artifacts = new Option<DirectoryInfo>("--artifacts")
{
    Description = "Directory of the model's files.",
    DefaultValueFactory = _ => new DirectoryInfo("model/artifacts"),
};
var replicates = new Option<int>("--replicates") { Description = "Bootstrap replicates, 2 or more.", DefaultValueFactory = _ => 200 };
var json = new Option<bool>("--json") { Description = "Print JSON." };
var output = new Option<FileInfo>("--out") { Description = "The csv to write.", Required = true };

var train = new Command("train", "Fit the model on the development table and write its files.") { data, seed, version, artifacts, replicates };
train.SetAction(p => TrainVerb.Run(p.GetRequiredValue(data), p.GetRequiredValue(artifacts),
    new TrainSettings(p.GetValue(seed), p.GetRequiredValue(version), p.GetValue(replicates), 500)));

var evaluate = new Command("evaluate", "Measure the model on a labelled table it has not seen.") { data, artifacts, json };
evaluate.SetAction(p => EvaluateVerb.Run(p.GetRequiredValue(data), p.GetRequiredValue(artifacts), p.GetValue(json)));

var score = new Command("score", "Write the probability of every row of a table.") { data, artifacts, output };
score.SetAction(p => ScoreVerb.Run(p.GetRequiredValue(data), p.GetRequiredValue(artifacts), p.GetRequiredValue(output)));

return new RootCommand("Trains, measures and applies the model of cardiovascular disease.") { train, evaluate, score }
    .Parse(args).Invoke();
