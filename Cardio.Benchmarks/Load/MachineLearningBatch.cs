using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Benchmarks.Load;

/// <summary>Scores a file with plain ML.NET: text loader, transform and text saver.</summary>
internal static class MachineLearningBatch
{
    public static readonly string[] Columns =
    [
        "Id", "AgeYears", "Sex", "HeightCm", "WeightKg", "SystolicMmHg", "DiastolicMmHg", "Cholesterol", "Glucose",
        "Smoker", "DrinksAlcohol", "PhysicallyActive",
    ];

    /// <summary>Scores every patient and writes identifier and probability.</summary>
    public static void Score(FileInfo patients, string artifacts, FileInfo output)
    {
        var context = new MLContext(1);
        var model = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(artifacts, ArtifactFiles.Model)));
        TextLoader.Column[] columns = [.. Columns.Select((name, index) => new TextLoader.Column(name, DataKind.Single, index))];
        var loader = context.Data.CreateTextLoader(columns, separatorChar: ';', hasHeader: true);
        var scored = model.Transform(loader.Load(patients.FullName));
        var selected = context.Transforms.SelectColumns("Id", ModelArtifact.ProbabilityColumn(MeasurementPattern.AllMeasured));
        using var file = output.Create();
        context.Data.SaveAsText(selected.Fit(scored).Transform(scored), file, separatorChar: ';', headerRow: true, schema: false);
    }
}
