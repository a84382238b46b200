using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Models;

/// <summary>Changes the model in use: stores the choice and applies it in this process; other processes follow within a second.</summary>
internal sealed class ModelSwitch(ModelChoices choices, ModelReader reader)
{
    /// <summary>Makes a model the live one; see <see cref="ModelChoices.PromoteAsync"/>.</summary>
    public async Task<bool> PromoteAsync(
        RiskModel model, string seenSha256, string reason, Guid accountId, CancellationToken cancellationToken)
    {
        var isPromoted = await choices.PromoteAsync(model, seenSha256, reason, accountId, cancellationToken);
        await reader.RefreshAsync(cancellationToken);
        return isPromoted;
    }

    /// <summary>Makes a model the challenger; null for none.</summary>
    public async Task ChallengeAsync(RiskModel? model, Guid accountId, CancellationToken cancellationToken)
    {
        await choices.ChallengeAsync(model, accountId, cancellationToken);
        await reader.RefreshAsync(cancellationToken);
    }
}
