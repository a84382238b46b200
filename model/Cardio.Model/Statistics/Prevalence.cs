namespace Cardio.Model.Statistics;

/// <summary>Adjusts a probability from the training population to another population.</summary>
public static class Prevalence
{
    /// <summary>
    /// Re-bases a probability by the odds form of Bayes' rule: the odds are multiplied by the ratio of the two prevalences' odds.
    /// It assumes that patients with (and without) disease have the same values in both populations.
    /// </summary>
    /// <param name="probability">Probability at the training prevalence, 0 to 1.</param>
    /// <param name="trainingPrevalence">Share with disease in the training data, above 0 and below 1.</param>
    /// <param name="clinicPrevalence">Share with disease among the clinic's patients, above 0 and below 1.</param>
    /// <returns>Probability at the clinic's prevalence, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range or not a number.</exception>
    public static double Rebase(double probability, double trainingPrevalence, double clinicPrevalence)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability));
        if (!(trainingPrevalence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(trainingPrevalence));
        if (!(clinicPrevalence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(clinicPrevalence));
        var withDisease = probability * clinicPrevalence * (1 - trainingPrevalence);
        var without = (1 - probability) * (1 - clinicPrevalence) * trainingPrevalence;
        return withDisease / (withDisease + without);
    }
}
