using System.Numerics.Tensors;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Fits the non-negative logistic regression by Newton's method with bounds. It finds the same optimum as ML.NET's L-BFGS, but in
/// a fraction of the time where a nearby fit is known, which the hundreds of bootstrap replicates need.
/// </summary>
internal static class NewtonFit
{
    /// <summary>The weight of the sum of the weights, as ML.NET counts it, beside the sum of the log-losses.</summary>
    public const float L1 = 0.001f;

    /// <summary>The weight of half the sum of the squared weights, where training is not told another: next to nothing.</summary>
    public const float L2 = 0.001f;

    private const int MostSteps = 60;

    /// <summary>A step that promises less than this share of the mean loss does not change the curvature worth mentioning.</summary>
    private const double FarPromise = 1e-4;

    /// <summary>Fits from nothing, with the curvature renewed at each step.</summary>
    public static Fitted FromNothing(DesignMatrix design, DrawnRows sample, float ridge = L2, double precision = 1e-10) =>
        Fit(design, sample, new double[design.Parameters], null, ridge, precision);

    /// <summary>Fits from a nearby fit, whose curvature and ridge serve throughout.</summary>
    public static Fitted Nearby(DesignMatrix design, DrawnRows sample, Fitted nearby, double precision = 1e-7) =>
        Fit(design, sample, nearby.Weights, nearby.Curvature, nearby.Ridge, precision);

    /// <summary>Fits from nothing; the curvature and ridge of a fit to a similar sample serve throughout, to the same optimum.</summary>
    public static Fitted WithCurvature(DesignMatrix design, DrawnRows sample, Fitted similar, double precision = 1e-9) =>
        Fit(design, sample, new double[design.Parameters], similar.Curvature, similar.Ridge, precision);

    private static Fitted Fit(DesignMatrix design, DrawnRows sample, double[] weights, double[]? known, float ridge, double precision)
    {
        double total = TensorPrimitives.Sum<float>(sample.Trials);
        var logits = design.Logits(weights);
        var loss = Loss(weights, logits, sample, ridge);
        var curvature = known ?? [];
        var isFar = true;
        for (var step = 0; step < MostSteps; step++)
        {
            if (known is null && isFar)
                curvature = Penalised(design.Curvature(logits, sample), weights.Length, ridge);
            var gradient = design.Gradient(logits, sample);
            for (var j = 0; j < weights.Length - 1; j++)
                gradient[j] += L1 + ridge * weights[j];
            var target = BoundedQuadratic.Minimise(curvature, gradient, weights, total * 1e-9);
            TensorPrimitives.Subtract(target, weights, target);
            var promise = -TensorPrimitives.Dot<double>(gradient, target);
            if (promise < precision * total)
                break;
            isFar = promise > FarPromise * total;
            var share = 1.0;
            var (moved, movedLogits, movedLoss) = Move(share);
            while (movedLoss > loss - 1e-4 * share * promise && share > 1e-3)
                (moved, movedLogits, movedLoss) = Move(share /= 2);
            if (movedLoss >= loss)
                break;
            (weights, logits, loss) = (moved, movedLogits, movedLoss);

            (double[], float[], double) Move(double share)
            {
                var moved = new double[weights.Length];
                TensorPrimitives.MultiplyAdd(target, share, weights, moved);
                var logits = design.Logits(moved);
                return (moved, logits, Loss(moved, logits, sample, ridge));
            }
        }
        return new Fitted(weights, curvature, loss, ridge);
    }

    private static double Loss(double[] weights, float[] logits, DrawnRows sample, float ridge)
    {
        var columns = weights.AsSpan(0, weights.Length - 1);
        return DesignMatrix.Loss(logits, sample) + L1 * TensorPrimitives.Sum<double>(columns) + ridge / 2 * TensorPrimitives.SumOfSquares<double>(columns);
    }

    private static double[] Penalised(double[] curvature, int size, float ridge)
    {
        for (var j = 0; j < size - 1; j++)
            curvature[j * size + j] += ridge;
        return curvature;
    }
}

/// <summary>The result of a fit.</summary>
/// <param name="Weights">One a used column, then the intercept.</param>
/// <param name="Curvature">The second derivatives near it, row by row.</param>
/// <param name="Loss">The penalised loss reached, in nats.</param>
/// <param name="Ridge">The weight of half the sum of the squared weights.</param>
internal sealed record Fitted(double[] Weights, double[] Curvature, double Loss, float Ridge)
{
    /// <summary>The weights of all columns of the design, then the intercept; 0 where a column is not used.</summary>
    public double[] Expand(DesignMatrix design)
    {
        var all = new double[SplineDesign.ColumnCount + 1];
        foreach (var (k, column) in design.Used.Index())
            all[column] = Weights[k];
        all[^1] = Weights[^1];
        return all;
    }
}
