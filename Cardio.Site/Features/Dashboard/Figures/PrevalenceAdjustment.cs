using Cardio.Model.Statistics;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Converts probabilities of the model to the prevalence of the clinic.</summary>
internal static class PrevalenceAdjustment
{
    /// <summary>Returns the clinic's prevalence if figures are adjusted to it; null if it is not set or no model is loaded.</summary>
    public static double? Share(ServedModel served, ClinicOptions clinic) => served.Current is null ? null : clinic.Prevalence;

    /// <summary>
    /// Creates the conversion that the result page also uses; null if the prevalence is not set or no model is loaded, so that
    /// probabilities stay as they are.
    /// </summary>
    public static Func<double, double>? Create(ServedModel served, ClinicOptions clinic) =>
        clinic.Prevalence is { } share && served.Current is { } model
            ? probability => Prevalence.Rebase(probability, model.Card.Data.Prevalence, share)
            : null;
}
