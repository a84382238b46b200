using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Models;

/// <summary>Who chose which model for which role, and when; rows are only ever added, and the newest of a role holds.</summary>
internal sealed class ModelChoices(DbDataSource database, DatabaseOptions options, AuditTrail trail, TimeProvider time)
{
    private const string Columns =
        "sequence, role, sha256, version, previous_sha256, reason, account_id, model_choice.created_at, display_name";

    private const string SelectNewest =
        $"""
        select {Columns} from model_choice
        join account on account.id = account_id
        where sequence in (select max(sequence) from model_choice group by role)
        """;

    /// <summary>The choices that hold.</summary>
    public async Task<IReadOnlyList<ModelChoice>> NewestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ModelChoice>(new(SelectNewest, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectRole = $"select {Columns} from model_choice join account on account.id = account_id where role = @Role order by sequence desc";

    /// <summary>All choices for a role, the newest first.</summary>
    public async Task<IReadOnlyList<ModelChoice>> HistoryAsync(ModelRole role, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ModelChoice>(new(SelectRole, new { Role = EnumText.Format(role) }, cancellationToken: cancellationToken))).AsList();
    }

    // Each choice names the one before: the second of two administrators waits here. SQLite has one writer anyway.
    private const string LockPostgres = "lock table model_choice in share row exclusive mode";
    private const string SelectSequence = "select coalesce(max(sequence), 0) from model_choice";

    private const string Insert =
        """
        insert into model_choice (sequence, role, sha256, version, previous_sha256, reason, account_id, created_at)
        values (@Sequence, @Role, @Sha256, @Version, @PreviousSha256, @Reason, @AccountId, @CreatedAt)
        """;

    /// <summary>Lets a model answer from now on, and score in the shadow no more; false, and nothing is changed, where another answers than the administrator saw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seenSha256">The hash of the model that answered when the administrator decided.</param>
    /// <param name="reason">Why.</param>
    /// <param name="accountId">The administrator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<bool> PromoteAsync(RiskModel model, string seenSha256, string reason, Guid accountId, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var before = await NewestAsync(transaction, ModelRole.Live, cancellationToken);
            var live = before?.Sha256 ?? ArtifactFiles.PinnedSha256;
            if (live != seenSha256 || live == model.Sha256) return false;
            var action = before?.PreviousSha256 == model.Sha256 ? AuditAction.ModelRolledBack : AuditAction.ModelPromoted;
            await AddAsync(transaction, ModelRole.Live, model, live, reason, accountId, cancellationToken);
            // Who answers is no challenger.
            if ((await NewestAsync(transaction, ModelRole.Challenger, cancellationToken))?.Sha256 == model.Sha256)
                await SetChallengerAsync(transaction, model.Sha256, null, accountId, cancellationToken);
            await trail.AppendAsync(transaction, new(Actors.Account(accountId), action, model.Sha256, $"{live[..12]} → {model.Version}"), cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Lets a model score beside the one that answers, or none; false where that is so already.</summary>
    public Task<bool> ChallengeAsync(RiskModel? model, Guid accountId, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var before = (await NewestAsync(transaction, ModelRole.Challenger, cancellationToken))?.Sha256 ?? "";
            if (before == (model?.Sha256 ?? "")) return false;
            await SetChallengerAsync(transaction, before, model, accountId, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task SetChallengerAsync(DbTransaction transaction, string before, RiskModel? model, Guid accountId, CancellationToken cancellationToken)
    {
        await AddAsync(transaction, ModelRole.Challenger, model, before, "", accountId, cancellationToken);
        var detail = $"{(before.Length == 0 ? "–" : before[..12])} → {model?.Version ?? "–"}";
        await trail.AppendAsync(transaction, new(Actors.Account(accountId), AuditAction.ChallengerChosen, model?.Sha256 ?? "", detail), cancellationToken);
    }

    private async Task<ModelChoice?> NewestAsync(DbTransaction transaction, ModelRole role, CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Postgres)
            await transaction.Connection!.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
        return (await transaction.Connection!.QueryAsync<ModelChoice>(
            new(SelectNewest, transaction: transaction, cancellationToken: cancellationToken))).FirstOrDefault(choice => choice.Role == role);
    }

    private async Task AddAsync(
        DbTransaction transaction, ModelRole role, RiskModel? model, string before, string reason, Guid accountId, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var last = await connection.ExecuteScalarAsync<long>(new(SelectSequence, transaction: transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(Insert, new
        {
            Sequence = last + 1,
            Role = EnumText.Format(role),
            Sha256 = model?.Sha256 ?? "",
            Version = model?.Version ?? "",
            PreviousSha256 = before,
            Reason = reason,
            AccountId = accountId,
            CreatedAt = time.GetUtcNow(),
        }, transaction, cancellationToken: cancellationToken));
    }
}
