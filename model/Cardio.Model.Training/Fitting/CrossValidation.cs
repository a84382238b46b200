using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Fitting;

/// <summary>Grouped cross-validation: patients with equal inputs share a fold, so no duplicate is in both training and test set.</summary>
internal static class CrossValidation
{
    public const int Folds = 5;

    /// <summary>Assigns every patient to a fold.</summary>
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

    /// <summary>Predicts every patient with a model that was fitted on the other folds.</summary>
    public static ScoredOutcome[] Predict(
        IReadOnlyList<LabelledPatient> patients, int[] folds, DesignMatrix design, Fitted whole, MeasurementPattern pattern)
    {
        var outcomes = new ScoredOutcome[patients.Count];
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            int[] others = [.. folds.Select(f => f == fold ? 0 : 1)];
            // The fit on all patients supplies only the Hessian and the ridge penalty; weights start from zero to avoid leakage.
            var fitted = NewtonFit.WithHessian(design, design.Draw(labels, others), whole);
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
