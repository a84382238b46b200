using Microsoft.CSharp.RuntimeBinder;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>Measures whether the feature contributions of ML.NET sum to the score of a model.</summary>
internal static class ContributionCheck
{
    /// <summary>
    /// Returns half the range, over all patients, of the score minus the sum of contributions; 0 if they agree. Returns null if ML.NET has
    /// no contributions for the model.
    /// </summary>
    public static double? Error(MLContext context, ITransformer model, IDataView patients)
    {
        var scored = model.Transform(patients);
        foreach (var step in Steps(model))
        {
            if (Contributions(context, step, scored) is not { } contributions)
                continue;
            var scores = scored.GetColumn<float>(nameof(ChallengerPrediction.Score));
            double[] residuals = [.. scores.Zip(contributions, (s, c) => s - (double)c.Sum())];
            return (residuals.Max() - residuals.Min()) / 2;
        }
        return null;
    }

    private static float[][]? Contributions(MLContext context, ITransformer step, IDataView scored)
    {
        try
        {
            // The method is generic over the model type, which is known at run time only.
            IEstimator<ITransformer> explainer = ExplainabilityCatalog.CalculateFeatureContribution(
                context.Transforms,
                (dynamic)step,
                numberOfPositiveContributions: ChallengerRow.Inputs,
                numberOfNegativeContributions: ChallengerRow.Inputs,
                normalize: false);
            return [.. explainer.Fit(scored).Transform(scored).GetColumn<float[]>("FeatureContributions")];
        }
        catch (RuntimeBinderException)
        {
            return null;
        }
    }

    private static IEnumerable<ITransformer> Steps(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [transformer];
}
