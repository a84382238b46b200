using Cardio.Model.Statistics;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>The chance of disease behind a probability of the model among the clinic's patients.</summary>
internal static class PrevalenceAdjustment
{
    /// <summary>
    /// The clinic's share with the disease on which figures are re-based; null where that is not set or no model is loaded.
    /// </summary>
    public static double? Share(ServedModel served, ClinicOptions clinic) => served.Current is null ? null : clinic.Prevalence;

    /// <summary>
    /// Re-bases on the clinic's share with the disease, as the doctors' page does; null where that is not set or no model is loaded, so
    /// that the probability is taken as it is.
    /// </summary>
    public static Func<double, double>? Create(ServedModel served, ClinicOptions clinic) =>
        clinic.Prevalence is { } share && served.Current is { } model
        ? probability => Prevalence.Rebase(probability, model.Card.Data.Prevalence, share)
        : null;
}
