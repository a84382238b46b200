using System.Numerics.Tensors;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Minimises a convex quadratic over weights of at least 0 with a free last one: sweeps over the coordinates find which weights
/// rest on the bound, and a solve over the others takes the whole way to the minimum.
/// </summary>
internal static class BoundedQuadratic
{
    private const int MostRounds = 300;

    /// <summary>The minimum of gradient·(v − start) + (v − start)'·curvature·(v − start) / 2.</summary>
    /// <param name="curvature">A symmetric positive definite matrix, row by row.</param>
    /// <param name="gradient">Gradient at the start.</param>
    /// <param name="start">Where to start; weights of at least 0.</param>
    /// <param name="tolerance">Largest gradient that is taken for 0.</param>
    public static double[] Minimise(double[] curvature, ReadOnlySpan<double> gradient, ReadOnlySpan<double> start, double tolerance)
    {
        var v = start.ToArray();
        var g = gradient.ToArray();
        for (var round = 0; round < MostRounds && Violation(v, g) > tolerance; round++)
        {
            Sweep(curvature, v, g);
            while (SolveFree(curvature, v, g) is var blocked && blocked)
            {
                // One more weight rests on its bound; the others are solved again.
            }
        }
        return v;
    }

    /// <summary>How far the gradient is from that of a minimum.</summary>
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

    /// <summary>Moves the free weights towards their joint minimum; true where a bound stopped them on the way.</summary>
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
