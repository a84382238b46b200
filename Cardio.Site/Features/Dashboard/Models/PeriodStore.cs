using System.Data.Common;
using Cardio.Model;
using Cardio.Site.Data.Models;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Models;

/// <summary>A time for which one model answered.</summary>
/// <param name="Sha256">The model's hash.</param>
/// <param name="Version">Its version.</param>
/// <param name="From">From when on, or null for the beginning.</param>
/// <param name="To">Until when, or null for now.</param>
/// <param name="Choice">Who made it so, or null where it was built in.</param>
/// <param name="Assessments">Stored assessments of that time.</param>
internal sealed record ModelPeriod(string Sha256, string Version, DateTimeOffset? From, DateTimeOffset? To, ModelChoice? Choice, int Assessments);

/// <summary>Which model answered when.</summary>
internal sealed class PeriodStore(DbDataSource database, ModelChoices choices, ModelCatalogue catalogue)
{
    private const string CountAssessments = "select count(*) from assessment where created_at >= @From and created_at < @To";

    /// <summary>All times that one model answered, the newest first, with what is stored of each within two instants.</summary>
    public async Task<IReadOnlyList<ModelPeriod>> AllAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var history = await choices.HistoryAsync(ModelRole.Live, cancellationToken);
        var first = history.Count > 0 ? history[^1].PreviousSha256 : ArtifactFiles.PinnedSha256;
        var periods = history
            .Select((choice, i) => new ModelPeriod(choice.Sha256, choice.Version, choice.CreatedAt, i == 0 ? null : history[i - 1].CreatedAt, choice, 0))
            .Append(new(first, catalogue.Find(first)?.Version ?? first[..12], null, history.Count > 0 ? history[^1].CreatedAt : null, null, 0))
            .Where(period => (period.From ?? from) < to && (period.To ?? to) > from);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var counted = new List<ModelPeriod>();
        foreach (var period in periods)
        {
            var ends = new { From = Later(period.From ?? from, from), To = period.To is { } end && end < to ? end : to };
            counted.Add(period with { Assessments = await connection.QuerySingleAsync<int>(new(CountAssessments, ends, cancellationToken: cancellationToken)) });
        }
        return counted;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
