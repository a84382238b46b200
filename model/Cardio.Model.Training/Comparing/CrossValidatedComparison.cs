using System.Diagnostics;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>What the comparison tells of one model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Outcomes">Its cross-validated predictions.</param>
/// <param name="Steps">How it answers to worse values.</param>
/// <param name="ContributionError">Largest distance of base plus contributions from the score, or null where it has none.</param>
/// <param name="TrainingSeconds">Mean time of a fit.</param>
/// <param name="FileBytes">Size of its file.</param>
/// <param name="MicrosecondsPerPatient">Time of one patient alone.</param>
internal sealed record Contestant(
    string Name, ScoredOutcome[] Outcomes, HarmfulSteps Steps, double? ContributionError, double TrainingSeconds, long FileBytes,
    double MicrosecondsPerPatient)
{
    public Metrics Metrics { get; } = Metrics.FromOutcomes(Outcomes);
}

/// <summary>Cross-validates each model on the same folds.</summary>
internal sealed class CrossValidatedComparison(IReadOnlyList<LabelledPatient> patients, int[] folds, int seed)
{
    private const int TimedPatients = 2_000;
    private const int CalmingRounds = 50;

    private readonly ChallengerRow[] _rows = [.. patients.Select(ChallengerRow.FromPatient)];

    public Contestant Run(Challenger challenger)
    {
        var context = new MLContext(seed);
        var outcomes = new ScoredOutcome[patients.Count];
        var clock = new Stopwatch();
        ITransformer model = null!;
        for (var fold = 0; fold < CrossValidation.Folds; fold++)
        {
            var training = context.Data.LoadFromEnumerable(_rows.Where((_, i) => folds[i] != fold).Take(challenger.MostRows).ToArray());
            clock.Start();
            model = challenger.Pipeline(context).Fit(training);
            clock.Stop();
            int[] held = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            var answers = Probabilities(context, model, held.Select(i => _rows[i]));
            foreach (var (i, p) in held.Zip(answers))
                outcomes[i] = new ScoredOutcome(p, patients[i].HasDisease);
        }
        using var file = new MemoryStream();
        context.Model.Save(model, context.Data.LoadFromEnumerable(_rows.Take(1)).Schema, file);
        var engine = context.Model.CreatePredictionEngine<ChallengerRow, ChallengerAnswer>(model);
        var timed = _rows.Take(TimedPatients).ToArray();
        return new Contestant(challenger.Name, outcomes,
            HarmfulSteps.FromScores(patients, some => Probabilities(context, model, some.Select(p => ChallengerRow.FromPatient(new(p, false))))),
            ContributionCheck.Error(context, model, context.Data.LoadFromEnumerable(timed)),
            clock.Elapsed.TotalSeconds / CrossValidation.Folds, file.Length, Microseconds(timed.Length, i => engine.Predict(timed[i]).Probability));
    }

    /// <summary>The served design, fitted on the folds as the challengers are; the file and the times are those of the served model.</summary>
    public Contestant RunServed(RiskModel served, long fileBytes)
    {
        var design = new DesignMatrix([.. patients.Select(p => p.Patient)]);
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        var clock = Stopwatch.StartNew();
        var whole = NewtonFit.FromNothing(design, design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]), (float)(served.Card.Ridge ?? NewtonFit.L2));
        clock.Stop();
        var outcomes = CrossValidation.Predict(patients, folds, design, whole, MeasurementPattern.AllMeasured);
        var error = patients.Take(TimedPatients).Select(p => served.Explain(p.Patient))
            .Max(e => Math.Abs(e.BaseLogit + e.Contributions.Sum(c => c.Logit) - e.Logit));
        return new Contestant("Cardio (monotone splines)", outcomes, HarmfulSteps.FromScores(patients, some => [.. some.Select(p => served.Score(p))]),
            error, clock.Elapsed.TotalSeconds, fileBytes, Microseconds(TimedPatients, i => served.Score(patients[i % patients.Count].Patient)));
    }

    private static double[] Probabilities(MLContext context, ITransformer model, IEnumerable<ChallengerRow> rows) =>
        [.. model.Transform(context.Data.LoadFromEnumerable(rows.ToArray())).GetColumn<float>(nameof(ChallengerAnswer.Probability)).Select(p => (double)p)];

    private static double Microseconds(int count, Func<int, double> predict)
    {
        var best = double.MaxValue;
        for (var round = 0; round < CalmingRounds; round++)
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
