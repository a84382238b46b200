using System.Numerics.Tensors;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Minimises a convex quadratic function over non-negative weights; the last weight, the intercept, is unconstrained. Active-set
/// method: coordinate-descent sweeps find the weights on the bound, and a linear solve minimises over the free weights.
/// </summary>
internal static class BoundedQuadratic
{
    private const int MaximumIterations = 300;

    /// <summary>Returns the minimiser of gradient·(v − start) + (v − start)'·curvature·(v − start) / 2.</summary>
    /// <param name="curvature">Hessian: symmetric positive definite matrix, in row-major order.</param>
    /// <param name="gradient">Gradient at the start.</param>
    /// <param name="start">Starting weights, at least 0 except the last.</param>
    /// <param name="tolerance">Largest violation of the optimality conditions that counts as 0.</param>
    public static double[] Minimise(double[] curvature, ReadOnlySpan<double> gradient, ReadOnlySpan<double> start, double tolerance)
    {
        var v = start.ToArray();
        var g = gradient.ToArray();
        for (var iteration = 0; iteration < MaximumIterations && Violation(v, g) > tolerance; iteration++)
        {
            Sweep(curvature, v, g);
            while (SolveFree(curvature, v, g))
            {
                // One more weight is on its bound: solve again for the remaining free weights.
            }
        }
        return v;
    }

    /// <summary>Returns the largest violation of the optimality (KKT) conditions.</summary>
    private static double Violation(double[] v, double[] g)
    {
        double worst = 0;
        for (var j = 0; j < v.Length; j++)
            worst = Math.Max(worst, v[j] > 0 || j == v.Length - 1 ? Math.Abs(g[j]) : -g[j]);
        return worst;
    }

    private static void Sweep(double[] curvature, double[] v, double[] g)
    {
        var n = v.Length;
        for (var j = 0; j < n; j++)
        {
            var step = -g[j] / curvature[j * n + j];
            if (j < n - 1)
                step = Math.Max(step, -v[j]);
            if (step != 0)
                Move(curvature, v, g, j, step);
        }
    }

    /// <summary>Moves the free weights towards their joint minimum; returns true if a bound stopped the step.</summary>
    private static bool SolveFree(double[] curvature, double[] v, double[] g)
    {
        var n = v.Length;
        int[] free = [.. Enumerable.Range(0, n).Where(j => v[j] > 0 || j == n - 1)];
        var step = SymmetricSystem.Solve(curvature, n, free, g);
        double share = 1;
        var stop = -1;
        for (var k = 0; k < free.Length - 1; k++)
        {
            if (step[k] < 0 && v[free[k]] < -step[k] * share)
                (share, stop) = (v[free[k]] / -step[k], free[k]);
        }
        for (var k = 0; k < free.Length; k++)
            Move(curvature, v, g, free[k], step[k] * share);
        if (stop >= 0)
            v[stop] = 0;
        return stop >= 0;
    }

    private static void Move(double[] curvature, double[] v, double[] g, int j, double step)
    {
        v[j] += step;
        if (j < v.Length - 1)
            v[j] = Math.Max(0, v[j]);
        TensorPrimitives.MultiplyAdd(curvature.AsSpan(j * v.Length, v.Length), step, g, g);
    }
}
