using Microsoft.CSharp.RuntimeBinder;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>Measures whether the contributions that ML.NET gives for a model sum to its score.</summary>
internal static class ContributionCheck
{
    /// <summary>
    /// The half range of score less contributions over the patients, which is 0 where they sum to the score from some base; or null
    /// where ML.NET gives no contributions.
    /// </summary>
    public static double? Error(MLContext context, ITransformer model, IDataView patients)
    {
        var scored = model.Transform(patients);
        foreach (var step in Steps(model))
        {
            if (Contributions(context, step, scored) is not { } contributions)
                continue;
            double[] rest = [.. scored.GetColumn<float>(nameof(ChallengerAnswer.Score)).Zip(contributions, (s, c) => s - (double)c.Sum())];
            return (rest.Max() - rest.Min()) / 2;
        }
        return null;
    }

    private static float[][]? Contributions(MLContext context, ITransformer step, IDataView scored)
    {
        try
        {
            // The method is generic over the kind of model, which only the step knows.
            IEstimator<ITransformer> explain = ExplainabilityCatalog.CalculateFeatureContribution(context.Transforms,
                (dynamic)step, numberOfPositiveContributions: ChallengerRow.Inputs, numberOfNegativeContributions: ChallengerRow.Inputs, normalize: false);
            return [.. explain.Fit(scored).Transform(scored).GetColumn<float[]>("FeatureContributions")];
        }
        catch (RuntimeBinderException)
        {
            return null;
        }
    }

    private static IEnumerable<ITransformer> Steps(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [transformer];
}
