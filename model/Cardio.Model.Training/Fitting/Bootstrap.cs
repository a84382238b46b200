using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training.Fitting;

/// <summary>Refits the model of one pattern on bootstrap resamples: patients drawn with replacement.</summary>
internal static class Bootstrap
{
    /// <summary>Returns the weights of each replicate: one per design column, then the intercept.</summary>
    public static float[][] Fit(bool[] labels, DesignMatrix design, Fitted whole, TrainSettings settings)
    {
        var replicates = new float[settings.Replicates][];
        Parallel.For(0, replicates.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
        {
            // The seed depends on the replicate only, so every pattern uses the same resamples.
            var sample = design.Draw(labels, Draws(labels.Length, unchecked(settings.Seed * 31 + r)));
            replicates[r] = [.. NewtonFit.WarmStart(design, sample, whole).Expand(design).Select(w => (float)w)];
        });
        return replicates;
    }

    /// <summary>Draws a resample of the same size; returns how often each patient was drawn.</summary>
    public static int[] Draws(int count, int seed)
    {
        var random = new Random(seed);
        var draws = new int[count];
        for (var i = 0; i < count; i++)
            draws[random.Next(count)]++;
        return draws;
    }
}
