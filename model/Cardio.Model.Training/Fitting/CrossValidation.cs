using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Fitting;

/// <summary>Cross-validation in which patients of equal inputs share a fold, so that no duplicate stands on both sides.</summary>
internal static class CrossValidation
{
    public const int Folds = 5;

    /// <summary>The fold of every patient.</summary>
    public static int[] Assign(IReadOnlyList<LabelledPatient> patients, int seed)
    {
        var random = new Random(seed);
        var foldOf = new Dictionary<PatientFeatures, int>();
        var folds = new int[patients.Count];
        for (var i = 0; i < folds.Length; i++)
        {
            if (!foldOf.TryGetValue(patients[i].Patient, out var fold))
                foldOf.Add(patients[i].Patient, fold = random.Next(Folds));
            folds[i] = fold;
        }
        return folds;
    }

    /// <summary>The probability that each patient gets from the model of the other folds, fitted anew.</summary>
    public static ScoredOutcome[] Predict(
        IReadOnlyList<LabelledPatient> patients, int[] folds, DesignMatrix design, Fitted whole, MeasurementPattern pattern)
    {
        var outcomes = new ScoredOutcome[patients.Count];
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            int[] others = [.. folds.Select(f => f == fold ? 0 : 1)];
            // The fit of all patients only tells the shape of the loss and the ridge; the folds' own fit starts from nothing.
            var fitted = NewtonFit.WithCurvature(design, design.Draw(labels, others), whole);
            var folded = ModelArtifact.Fold(fitted.Expand(design), pattern);
            Span<double> axes = stackalloc double[SplineDesign.AxisCount];
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (folds[i] != fold)
                    continue;
                SplineDesign.ReadAxes(pattern.Mask(patients[i].Patient), axes);
                outcomes[i] = new ScoredOutcome(RiskModel.Sigmoid(folded.Logit(axes)), patients[i].HasDisease);
            }
        });
        return outcomes;
    }
}
