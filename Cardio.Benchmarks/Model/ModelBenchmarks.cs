using BenchmarkDotNet.Attributes;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Comparing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Benchmarks.Model;

/// <summary>Compares scoring of a single patient by the served model and by ML.NET prediction engines.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private const int Patients = 1024;
    private const int TreeTrainingRows = 10_000;

    private PatientFeatures[] _patients = [];
    private MlPatientRow[] _rows = [];
    private ChallengerRow[] _challengerRows = [];
    private RiskModel _model = null!;
    private PredictionEngine<MlPatientRow, MLNetPrediction> _artifact = null!;
    private PredictionEngine<ChallengerRow, ChallengerPrediction> _fastTree = null!;
    private PredictionEngine<ChallengerRow, ChallengerPrediction> _lightGbm = null!;
    private int _next;

    /// <summary>Loads the shipped model and trains tree ensembles of the size used in the comparison on synthetic patients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var artifacts = Path.Combine(AppContext.BaseDirectory, "model");
        _model = RiskModel.Load(artifacts, ArtifactFiles.PinnedSha256);
        _patients = SyntheticPatients.Create(Patients, seed: 1);
        _rows = [.. _patients.Select(p => MlPatientRow.FromFeatures(p))];
        _challengerRows = [.. _patients.Select(p => ChallengerRow.FromPatient(new(p, false)))];

        var context = new MLContext(1);
        var transformer = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(artifacts, ArtifactFiles.Model)));
        _artifact = context.Model.CreatePredictionEngine<MlPatientRow, MLNetPrediction>(transformer);
        var random = new Random(2);
        ChallengerRow[] rows = [.. SyntheticPatients.Create(TreeTrainingRows, seed: 3)
            .Select(p => ChallengerRow.FromPatient(new(p, random.NextDouble() < _model.Score(p))))];
        var training = context.Data.LoadFromEnumerable(rows);
        _fastTree = Engine("ML.NET FastTree");
        _lightGbm = Engine("ML.NET LightGbm");

        PredictionEngine<ChallengerRow, ChallengerPrediction> Engine(string name)
        {
            var pipeline = Challenger.All.Single(c => c.Name == name).Pipeline(context);
            return context.Model.CreatePredictionEngine<ChallengerRow, ChallengerPrediction>(pipeline.Fit(training));
        }
    }

    /// <summary>Scores one patient without an explanation.</summary>
    [Benchmark(Baseline = true)]
    public double Score() => _model.Score(_patients[Next()]);

    /// <summary>Scores and explains one patient: contributions, intervals, reference person, similar patients.</summary>
    [Benchmark]
    public RiskExplanation Explain() => _model.Explain(_patients[Next()]);

    /// <summary>Scores one patient with the ML.NET prediction engine and the same model file.</summary>
    [Benchmark]
    public float PredictionEngineSameArtifact() => _artifact.Predict(_rows[Next()]).Probability;

    /// <summary>Scores one patient with the ML.NET prediction engine and FastTree.</summary>
    [Benchmark]
    public float PredictionEngineFastTree() => _fastTree.Predict(_challengerRows[Next()]).Probability;

    /// <summary>Scores one patient with the ML.NET prediction engine and LightGBM.</summary>
    [Benchmark]
    public float PredictionEngineLightGbm() => _lightGbm.Predict(_challengerRows[Next()]).Probability;

    /// <summary>Scores a million patients on one core.</summary>
    [Benchmark]
    public double ScoreMillion()
    {
        double sum = 0;
        for (var i = 0; i < 1_000_000; i++)
            sum += _model.Score(_patients[i % Patients]);
        return sum;
    }

    private int Next() => _next = (_next + 1) % Patients;
}

/// <summary>Prediction of the shipped ML.NET file for fully measured patients.</summary>
internal sealed class MLNetPrediction
{
    [ColumnName("Probability.AllMeasured")]
    public float Probability { get; set; }
}
