using System.Numerics.Tensors;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Fits the non-negative logistic regression by projected Newton steps. It finds the same optimum as ML.NET's L-BFGS, but much faster
/// from a nearby fit, which hundreds of bootstrap replicates need.
/// </summary>
internal static class NewtonFit
{
    /// <summary>L1 penalty: weight of the sum of the weights, relative to the summed log-loss as in ML.NET.</summary>
    public const float L1 = 0.001f;

    /// <summary>Default ridge (L2) penalty: weight of half the sum of the squared weights; close to no penalty.</summary>
    public const float L2 = 0.001f;

    private const int MaximumSteps = 60;

    /// <summary>The Hessian is reused after a step with a smaller predicted decrease of the mean loss, because it hardly changes.</summary>
    private const double HessianUpdateThreshold = 1e-4;

    /// <summary>Fits from zero weights, with a new Hessian at each large step.</summary>
    public static Fitted FromZero(DesignMatrix design, DrawnRows sample, float ridge = L2, double precision = 1e-10) =>
        Fit(design, sample, new double[design.Parameters], null, ridge, precision);

    /// <summary>Fits from the weights of a nearby fit, with its Hessian and ridge penalty.</summary>
    public static Fitted WarmStart(DesignMatrix design, DrawnRows sample, Fitted nearby, double precision = 1e-7) =>
        Fit(design, sample, nearby.Weights, nearby.Hessian, nearby.Ridge, precision);

    /// <summary>Fits from zero weights with the Hessian and ridge penalty of a fit to a similar sample; the optimum is the same.</summary>
    public static Fitted WithHessian(DesignMatrix design, DrawnRows sample, Fitted similar, double precision = 1e-9) =>
        Fit(design, sample, new double[design.Parameters], similar.Hessian, similar.Ridge, precision);

    private static Fitted Fit(
        DesignMatrix design, DrawnRows sample, double[] weights, double[]? fixedHessian, float ridge, double precision)
    {
        double total = TensorPrimitives.Sum<float>(sample.Trials);
        var logits = design.Logits(weights);
        var loss = Loss(weights, logits, sample, ridge);
        var hessian = fixedHessian ?? [];
        var isHessianOutdated = true;
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (fixedHessian is null && isHessianOutdated)
                hessian = AddRidge(design.Hessian(logits, sample), weights.Length, ridge);
            var gradient = design.Gradient(logits, sample);
            for (var j = 0; j < weights.Length - 1; j++)
                gradient[j] += L1 + ridge * weights[j];
            var direction = BoundedQuadratic.Minimise(hessian, gradient, weights, total * 1e-9);
            TensorPrimitives.Subtract(direction, weights, direction);
            var predictedDecrease = -TensorPrimitives.Dot<double>(gradient, direction);
            if (predictedDecrease < precision * total)
                break;
            isHessianOutdated = predictedDecrease > HessianUpdateThreshold * total;
            var length = 1.0;
            var (moved, movedLogits, movedLoss) = Move(length);
            while (movedLoss > loss - 1e-4 * length * predictedDecrease && length > 1e-3)
                (moved, movedLogits, movedLoss) = Move(length /= 2);
            if (movedLoss >= loss)
                break;
            (weights, logits, loss) = (moved, movedLogits, movedLoss);

            (double[], float[], double) Move(double length)
            {
                var moved = new double[weights.Length];
                TensorPrimitives.MultiplyAdd(direction, length, weights, moved);
                var logits = design.Logits(moved);
                return (moved, logits, Loss(moved, logits, sample, ridge));
            }
        }
        return new Fitted(weights, hessian, loss, ridge);
    }

    private static double Loss(double[] weights, float[] logits, DrawnRows sample, float ridge)
    {
        var columns = weights.AsSpan(0, weights.Length - 1);
        return DesignMatrix.Loss(logits, sample)
            + L1 * TensorPrimitives.Sum<double>(columns)
            + ridge / 2 * TensorPrimitives.SumOfSquares<double>(columns);
    }

    private static double[] AddRidge(double[] hessian, int size, float ridge)
    {
        for (var j = 0; j < size - 1; j++)
            hessian[j * size + j] += ridge;
        return hessian;
    }
}

/// <summary>Result of a fit.</summary>
/// <param name="Weights">One weight per used column, then the intercept.</param>
/// <param name="Hessian">Hessian of the penalised loss near the optimum, in row-major order.</param>
/// <param name="Loss">Penalised loss at the optimum, in nats.</param>
/// <param name="Ridge">Ridge (L2) penalty of the fit.</param>
internal sealed record Fitted(double[] Weights, double[] Hessian, double Loss, float Ridge)
{
    /// <summary>Returns one weight per column of <see cref="SplineDesign"/>, 0 for unused ones, then the intercept.</summary>
    public double[] Expand(DesignMatrix design)
    {
        var all = new double[SplineDesign.ColumnCount + 1];
        foreach (var (k, column) in design.Used.Index())
            all[column] = Weights[k];
        all[^1] = Weights[^1];
        return all;
    }
}
