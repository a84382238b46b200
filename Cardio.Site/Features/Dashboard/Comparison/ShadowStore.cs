using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Stores the challenger's result of each assessment once.</summary>
internal sealed class ShadowStore(DbDataSource database)
{
    private const string SelectMissing =
        $"""
        select id, created_at, {PatientColumns.SqlList}
        from {TableNames.Assessment}
        where created_at >= @From and model_sha256 <> @Sha256
          and not exists (select 1 from shadow_score where assessment_id = assessment.id and shadow_score.model_sha256 = @Sha256)
        order by created_at
        limit @Most
        """;

    // An assessment that was erased in the meantime gets no score.
    private const string Insert =
        $"""
        insert into shadow_score (assessment_id, model_sha256, probability)
        select id, @Sha256, @Probability from {TableNames.Assessment} where id = @Id
        on conflict (assessment_id, model_sha256) do nothing
        """;

    /// <summary>
    /// Scores the oldest assessments without a score from an instant on; returns their number and the time of the last one.
    /// </summary>
    public async Task<(int Scored, DateTimeOffset? Last)> ScoreAsync(
        RiskModel model, DateTimeOffset from, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { From = from, model.Sha256, Most = most };
        var missing = (
            await connection.QueryAsync<ComparedAssessment>(new(SelectMissing, parameters, cancellationToken: cancellationToken)))
            .AsList();
        if (missing.Count == 0) return (0, null);
        var rows = missing.Select(answered => new { answered.Id, model.Sha256, Probability = answered.ScoreBy(model) }).ToList();
        await database.CommitAsync(
            async transaction =>
                await transaction.Connection!.ExecuteAsync(new(Insert, rows, transaction, cancellationToken: cancellationToken)),
                cancellationToken);
        return (missing.Count, missing[^1].CreatedAt);
    }

    private const string CountScored =
        $"""
        select count(*) from {TableNames.Assessment}
        join shadow_score on shadow_score.assessment_id = assessment.id and shadow_score.model_sha256 = @Sha256
        where created_at >= @From
        """;

    /// <summary>Counts the assessments from an instant on that a model has scored.</summary>
    public async Task<int> CountAsync(string sha256, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(
            new(CountScored, new { Sha256 = sha256, From = from }, cancellationToken: cancellationToken));
    }
}
