using System.Numerics.Tensors;

namespace Cardio.Model.Training.Fitting;

/// <summary>Solves a subsystem of a symmetric positive definite system by Cholesky decomposition.</summary>
internal static class SymmetricSystem
{
    /// <summary>Relative addition to the diagonal, which keeps the factorisation stable for collinear columns.</summary>
    private const double Jitter = 1e-10;

    /// <summary>Returns the Newton step that makes the gradient of the chosen coordinates 0.</summary>
    public static double[] Solve(double[] matrix, int size, int[] chosen, double[] gradient)
    {
        var n = chosen.Length;
        var lower = new double[n][];
        var step = new double[n];
        for (var a = 0; a < n; a++)
        {
            lower[a] = new double[a + 1];
            for (var b = 0; b <= a; b++)
            {
                var rest = matrix[chosen[a] * size + chosen[b]]
                    - TensorPrimitives.Dot<double>(lower[a].AsSpan(0, b), lower[b].AsSpan(0, b));
                lower[a][b] = a == b
                    ? Math.Sqrt(Math.Max(rest, 0) + Jitter * matrix[chosen[a] * size + chosen[a]])
                    : rest / lower[b][b];
            }
            step[a] = (-gradient[chosen[a]] - TensorPrimitives.Dot<double>(lower[a].AsSpan(0, a), step.AsSpan(0, a))) / lower[a][a];
        }
        for (var a = n - 1; a >= 0; a--)
        {
            step[a] /= lower[a][a];
            for (var b = 0; b < a; b++)
                step[b] -= lower[a][b] * step[a];
        }
        return step;
    }
}
