using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data;
using Cardio.Site.Features.Dashboard.Counting;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>A period in which one model was in use.</summary>
/// <param name="Sha256">Hash of the model.</param>
/// <param name="Version">Version of the model.</param>
/// <param name="From">Start, or null for the beginning.</param>
/// <param name="To">End, or null for now.</param>
/// <param name="Choice">The choice that started it, or null for the built-in model.</param>
/// <param name="Assessments">Number of assessments stored in the period.</param>
internal sealed record ModelPeriod(
    string Sha256, string Version, DateTimeOffset? From, DateTimeOffset? To, ModelChoice? Choice, long Assessments);

/// <summary>Reads the periods in which each model was in use.</summary>
internal sealed class PeriodStore(
    DbDataSource database, CountStore counts, ModelChoices choices, ModelCatalogue catalogue, ClinicClock clock)
{
    /// <summary>Returns all periods, newest first, with the number of assessments of each between two instants.</summary>
    public async Task<IReadOnlyList<ModelPeriod>> AllAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await counts.CatchUpAsync(cancellationToken);
        var history = await choices.HistoryAsync(ModelRole.Live, cancellationToken);
        var first = history.Count > 0 ? history[^1].PreviousSha256 : ArtifactFiles.PinnedSha256;
        var periods = history
            .Select(
                (choice, i) =>
                    new ModelPeriod(choice.Sha256, choice.Version, choice.CreatedAt, i == 0 ? null : history[i - 1].CreatedAt, choice, 0))
            .Append(
                new(first, catalogue.Find(first)?.Version ?? first[..12], null, history.Count > 0 ? history[^1].CreatedAt : null, null, 0))
            .Where(period => (period.From ?? from) < to && (period.To ?? to) > from);
        var counted = new List<ModelPeriod>();
        foreach (var period in periods)
        {
            var (start, end) = (Later(period.From ?? from, from), period.To is { } last && last < to ? last : to);
            counted.Add(period with { Assessments = await CountAsync(start, end, cancellationToken) });
        }
        return counted;
    }

    /// <summary>Uses the counts for whole days; counts rows only for the parts of days before and after a change of the model.</summary>
    private async Task<long> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var first = clock.Day(from);
        if (clock.Start(first) < from) first = first.AddDays(1);
        var last = clock.Day(to).AddDays(-1);
        if (first > last) return await RowsAsync(from, to, cancellationToken);
        return (await counts.UsageAsync(new(first, last), doctor: null, cancellationToken)).Total().Assessments
            + await RowsAsync(from, clock.Start(first), cancellationToken)
            + await RowsAsync(clock.Start(last.AddDays(1)), to, cancellationToken);
    }

    private const string CountAssessments = $"select count(*) from {TableNames.Assessment} where created_at >= @From and created_at < @To";

    private async Task<long> RowsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (from >= to) return 0;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<long>(
            new(CountAssessments, new { From = from, To = to }, cancellationToken: cancellationToken));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
