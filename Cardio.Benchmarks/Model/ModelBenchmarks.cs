using BenchmarkDotNet.Attributes;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Comparing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Benchmarks.Model;

/// <summary>One patient's estimate, by the served model and by what ML.NET offers.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private const int Patients = 1024;
    private const int TreeTrainingRows = 10_000;

    private PatientFeatures[] _patients = [];
    private MlPatientRow[] _rows = [];
    private ChallengerRow[] _challengerRows = [];
    private RiskModel _model = null!;
    private PredictionEngine<MlPatientRow, MLNetAnswer> _artifact = null!;
    private PredictionEngine<ChallengerRow, ChallengerPrediction> _fastTree = null!;
    private PredictionEngine<ChallengerRow, ChallengerPrediction> _lightGbm = null!;
    private int _next;

    /// <summary>Loads the shipped model and trains trees of the size that the comparison uses, on made-up patients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var artifacts = Path.Combine(AppContext.BaseDirectory, "model");
        _model = RiskModel.Load(artifacts, ArtifactFiles.PinnedSha256);
        _patients = MadeUpPatients.Take(Patients, seed: 1);
        _rows = [.. _patients.Select(p => MlPatientRow.FromFeatures(p))];
        _challengerRows = [.. _patients.Select(p => ChallengerRow.FromPatient(new(p, false)))];

        var context = new MLContext(1);
        var transformer = ModelArtifact.Load(context, File.ReadAllBytes(Path.Combine(artifacts, ArtifactFiles.Model)));
        _artifact = context.Model.CreatePredictionEngine<MlPatientRow, MLNetAnswer>(transformer);
        var random = new Random(2);
        var training = context.Data.LoadFromEnumerable(MadeUpPatients.Take(TreeTrainingRows, seed: 3)
            .Select(p => ChallengerRow.FromPatient(new(p, random.NextDouble() < _model.Score(p)))).ToArray());
        _fastTree = Engine("ML.NET FastTree");
        _lightGbm = Engine("ML.NET LightGbm");

        PredictionEngine<ChallengerRow, ChallengerPrediction> Engine(string name) => context.Model
            .CreatePredictionEngine<ChallengerRow, ChallengerPrediction>(Challenger.All.Single(c => c.Name == name).Pipeline(context).Fit(training));
    }

    /// <summary>The probability alone.</summary>
    [Benchmark(Baseline = true)]
    public double Score() => _model.Score(_patients[Next()]);

    /// <summary>The probability with everything that stands behind it: contributions, intervals, reference, patients like this.</summary>
    [Benchmark]
    public RiskExplanation Explain() => _model.Explain(_patients[Next()]);

    /// <summary>ML.NET's engine on the same file.</summary>
    [Benchmark]
    public float PredictionEngineSameArtifact() => _artifact.Predict(_rows[Next()]).Probability;

    /// <summary>ML.NET's engine on boosted trees.</summary>
    [Benchmark]
    public float PredictionEngineFastTree() => _fastTree.Predict(_challengerRows[Next()]).Probability;

    /// <summary>ML.NET's engine on LightGBM's trees.</summary>
    [Benchmark]
    public float PredictionEngineLightGbm() => _lightGbm.Predict(_challengerRows[Next()]).Probability;

    /// <summary>A million patients on one core.</summary>
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

/// <summary>The shipped file's answer for fully measured patients.</summary>
internal sealed class MLNetAnswer
{
    [ColumnName("Probability.AllMeasured")]
    public float Probability { get; set; }
}
