using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Benchmarks.Load;

/// <summary>ML.NET's own way with a file of patients: its text loader, the model's file as a transform, its text saver.</summary>
internal static class MachineLearningBatch
{
    private static readonly string[] Numbers =
        ["Id", "AgeYears", "Sex", "HeightCm", "WeightKg", "SystolicMmHg", "DiastolicMmHg", "Cholesterol", "Glucose", "Smoker", "DrinksAlcohol", "PhysicallyActive"];

    /// <summary>Scores a file into another: identifier and probability.</summary>
    public static void Score(FileInfo patients, string artifacts, FileInfo output)
    {
        var context = new MLContext(1);
        var model = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(artifacts, ArtifactFiles.Model)));
        var loader = context.Data.CreateTextLoader([.. Numbers.Select((name, place) => new TextLoader.Column(name, DataKind.Single, place))], separatorChar: ';', hasHeader: true);
        var scored = model.Transform(loader.Load(patients.FullName));
        var wanted = context.Transforms.SelectColumns("Id", ModelArtifact.ProbabilityColumn(MeasurementPattern.AllMeasured));
        using var file = output.Create();
        context.Data.SaveAsText(wanted.Fit(scored).Transform(scored), file, separatorChar: ';', headerRow: true, schema: false);
    }
}
