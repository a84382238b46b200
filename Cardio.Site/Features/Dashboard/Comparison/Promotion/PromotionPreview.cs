using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>Compares a model with the stored results of the last patients, before it is promoted.</summary>
internal sealed class PromotionPreview(
    ReplayStore replays, TimeProvider time, IOptionsMonitor<ClinicOptions> clinic, IOptionsMonitor<PriceOptions> price,
    IStringLocalizer<ComparisonText> words, IStringLocalizer<DashboardText> shared)
{
    /// <summary>Number of last assessments to score with the model.</summary>
    public const int Newest = 5_000;

    /// <summary>Scores the last patients with the model.</summary>
    public Task<ModelComparison> CompareAsync(RiskModel model, CancellationToken cancellationToken)
    {
        var all = new Selection(DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1))
        {
            ClinicPrevalence = clinic.CurrentValue.Prevalence,
        };
        return replays.ReplayAsync(model, all, Newest, cancellationToken);
    }

    /// <summary>
    /// Creates the table of price, profit and missed patients per examination of both models; null if there is too little data.
    /// </summary>
    public Grid? Table(ModelComparison comparison, RiskModel model) =>
        new ExaminationTable(price.CurrentValue, words, shared).Create(comparison, model.Version);
}
