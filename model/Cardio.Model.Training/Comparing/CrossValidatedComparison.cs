using System.Diagnostics;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>Result of the comparison for one model.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Outcomes">Cross-validated predictions.</param>
/// <param name="Steps">Monotonicity violations.</param>
/// <param name="ContributionError">Largest deviation of base plus contributions from the score, or null without contributions.</param>
/// <param name="TrainingSeconds">Mean time of one fit, in seconds.</param>
/// <param name="FileBytes">Size of the model file, in bytes.</param>
/// <param name="MicrosecondsPerPatient">Time to score a single patient, in microseconds.</param>
internal sealed record ComparedModel(
    string Name,
    ScoredOutcome[] Outcomes,
    HarmfulSteps Steps,
    double? ContributionError,
    double TrainingSeconds,
    long FileBytes,
    double MicrosecondsPerPatient)
{
    public Metrics Metrics { get; } = Metrics.FromOutcomes(Outcomes);
}

/// <summary>Cross-validates every model on the same folds.</summary>
internal sealed class CrossValidatedComparison(IReadOnlyList<LabelledPatient> patients, int[] folds, int seed)
{
    private const int TimedPatients = 2_000;
    private const int TimingRepetitions = 50;

    private readonly ChallengerRow[] _rows = [.. patients.Select(ChallengerRow.FromPatient)];

    public ComparedModel Run(Challenger challenger)
    {
        var context = new MLContext(seed);
        var outcomes = new ScoredOutcome[patients.Count];
        var clock = new Stopwatch();
        ITransformer model = null!;
        for (var fold = 0; fold < CrossValidation.Folds; fold++)
        {
            var rows = _rows.Where((_, i) => folds[i] != fold).Take(challenger.MaximumRows).ToArray();
            var training = context.Data.LoadFromEnumerable(rows);
            clock.Start();
            model = challenger.Pipeline(context).Fit(training);
            clock.Stop();
            int[] heldOut = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            var predictions = Probabilities(context, model, heldOut.Select(i => _rows[i]));
            foreach (var (i, p) in heldOut.Zip(predictions))
                outcomes[i] = new ScoredOutcome(p, patients[i].HasDisease);
        }
        using var file = new MemoryStream();
        context.Model.Save(model, context.Data.LoadFromEnumerable(_rows.Take(1)).Schema, file);
        var engine = context.Model.CreatePredictionEngine<ChallengerRow, ChallengerPrediction>(model);
        var timed = _rows.Take(TimedPatients).ToArray();
        return new ComparedModel(
            challenger.Name,
            outcomes,
            HarmfulSteps.FromScores(
                patients,
                sample => Probabilities(context, model, sample.Select(p => ChallengerRow.FromPatient(new(p, false))))),
            ContributionCheck.Error(context, model, context.Data.LoadFromEnumerable(timed)),
            clock.Elapsed.TotalSeconds / CrossValidation.Folds,
            file.Length,
            Microseconds(timed.Length, i => engine.Predict(timed[i]).Probability));
    }

    /// <summary>Cross-validates the served design on the same folds; file size and scoring time are those of the served model.</summary>
    public ComparedModel RunServed(RiskModel served, long fileBytes)
    {
        var design = new DesignMatrix([.. patients.Select(p => p.Patient)]);
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        var clock = Stopwatch.StartNew();
        var all = design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]);
        var whole = NewtonFit.FromZero(design, all, (float)(served.Card.Ridge ?? NewtonFit.L2));
        clock.Stop();
        var outcomes = CrossValidation.Predict(patients, folds, design, whole, MeasurementPattern.AllMeasured);
        var error = patients.Take(TimedPatients).Select(p => served.Explain(p.Patient))
            .Max(e => Math.Abs(e.BaseLogit + e.Contributions.Sum(c => c.Logit) - e.Logit));
        return new ComparedModel(
            "Cardio (monotone splines)",
            outcomes,
            HarmfulSteps.FromScores(patients, sample => [.. sample.Select(p => served.Score(p))]),
            error,
            clock.Elapsed.TotalSeconds,
            fileBytes,
            Microseconds(TimedPatients, i => served.Score(patients[i % patients.Count].Patient)));
    }

    private static double[] Probabilities(MLContext context, ITransformer model, IEnumerable<ChallengerRow> rows)
    {
        var scored = model.Transform(context.Data.LoadFromEnumerable(rows.ToArray()));
        return [.. scored.GetColumn<float>(nameof(ChallengerPrediction.Probability)).Select(p => (double)p)];
    }

    private static double Microseconds(int count, Func<int, double> predict)
    {
        var best = double.MaxValue;
        for (var repetition = 0; repetition < TimingRepetitions; repetition++)
        {
            var clock = Stopwatch.StartNew();
            double sum = 0;
            for (var i = 0; i < count; i++)
                sum += predict(i);
            GC.KeepAlive(sum);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / count);
        }
        return best;
    }
}
