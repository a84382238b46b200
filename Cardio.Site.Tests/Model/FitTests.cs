using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;
using Microsoft.ML;

namespace Cardio.Site.Tests.Model;

public sealed class FitTests
{
    private static readonly LabelledPatient[] Patients = [.. GeneratedTable.Patients(2_000, 11)];

    private static readonly bool[] Labels = [.. Patients.Select(p => p.HasDisease)];

    private static readonly DesignMatrix Design = new([.. Patients.Select(p => MeasurementPattern.FourInputs.Mask(p.Patient))]);

    private static readonly DrawnRows AllPatients = Design.Draw(Labels, [.. Enumerable.Repeat(1, Labels.Length)]);

    private static readonly Fitted Optimum = NewtonFit.FromZero(Design, AllPatients);

    [Fact]
    public void Optimum_is_non_negative_and_satisfies_the_KKT_conditions()
    {
        Assert.All(Optimum.Weights[..^1], w => Assert.True(w >= 0));
        var gradient = Design.Gradient(Design.Logits(Optimum.Weights), AllPatients);
        for (var j = 0; j < gradient.Length - 1; j++)
        {
            var slope = gradient[j] + NewtonFit.L1 + NewtonFit.L2 * Optimum.Weights[j];
            Assert.True(Optimum.Weights[j] > 0 ? Math.Abs(slope) < 0.05 : slope > -0.05, $"column {j} has the slope {slope}");
        }
        Assert.Equal(0, gradient[^1], 0.05);
    }

    [Fact]
    public void ML_NET_finds_no_lower_loss_and_keeps_the_optimum_as_a_start()
    {
        var rows = LogisticFit.Rows(Patients, MeasurementPattern.FourInputs);
        var fromZero = LogisticFit.Fit(new MLContext(1), rows, new double[SplineDesign.ColumnCount + 1]).Model.SubModel;
        var fromOptimum = LogisticFit.Fit(new MLContext(1), rows, Optimum.Expand(Design)).Model.SubModel;
        var best = Optimum.Loss / Labels.Length;
        Assert.InRange(Loss([.. fromZero.Weights, fromZero.Bias]), best - 1e-6, best + 5e-3);
        Assert.Equal(best, Loss([.. fromOptimum.Weights, fromOptimum.Bias]), 1e-6);
    }

    [Fact]
    public void Warm_start_reaches_the_same_optimum_as_a_cold_start()
    {
        var draws = Design.Draw(Labels, Bootstrap.Draws(Labels.Length, 4));
        Assert.Equal(NewtonFit.FromZero(Design, draws).Loss, NewtonFit.WarmStart(Design, draws, Optimum, 1e-9).Loss, 0.01);
    }

    [Fact]
    public void Bounded_quadratic_is_solved_exactly()
    {
        // (x − 1)² + (y + 2)² + xy over x ≥ 0, y ≥ 0, plus a free z with (z − 3)²: x = 1, y = 0, z = 3.
        double[] hessian = [2, 1, 0, 1, 2, 0, 0, 0, 2];
        var minimum = BoundedQuadratic.Minimise(hessian, [-2, 4, -6], [0, 0, 0], 1e-12);
        Assert.Equal([1, 0, 3], minimum.Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void Patients_with_equal_inputs_share_a_fold()
    {
        LabelledPatient[] doubled = [.. Patients, .. Patients];
        var folds = CrossValidation.Assign(doubled, 3);
        Assert.Equal(folds[..Patients.Length], folds[Patients.Length..]);
        Assert.Equal(CrossValidation.Folds, folds.Distinct().Count());
    }

    private static double Loss(float[] weights)
    {
        double[] used = [.. Design.Used.Select(c => (double)weights[c]), weights[^1]];
        var columns = used[..^1];
        var penalty = NewtonFit.L1 * columns.Sum() + NewtonFit.L2 / 2 * columns.Sum(w => w * w);
        return (DesignMatrix.Loss(Design.Logits(used), AllPatients) + penalty) / Labels.Length;
    }
}
