using Microsoft.ML;

namespace Cardio.Model.Training;

/// <summary>Fits a pattern anew on resamples of the patients, drawn with replacement; a drawn patient's weight is the number of draws.</summary>
internal static class Bootstrap
{
    public static float[][] Fit(FitRow[] rows, TrainSettings settings)
    {
        var replicates = new float[settings.Replicates][];
        Parallel.For(0, settings.Replicates, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
        {
            // The same draws for every pattern, since the seed depends on the replicate only.
            var random = new Random(unchecked(settings.Seed * 31 + r));
            var draws = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                draws[random.Next(rows.Length)]++;
            var resample = rows
                .Select((row, i) => new FitRow { Label = row.Label, Weight = draws[i], Features = row.Features })
                .Where(row => row.Weight > 0);
            var model = LogisticFit.Fit(new MLContext(settings.Seed), resample.ToArray()).Model.SubModel;
            replicates[r] = [.. model.Weights, model.Bias];
        });
        return replicates;
    }
}
