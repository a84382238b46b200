using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Models;

/// <summary>Stores who chose which model for which role. Rows are only added; the newest row of a role is in effect.</summary>
internal sealed class ModelChoices(DbDataSource database, DatabaseOptions options, AuditTrail trail, TimeProvider time)
{
    private const string Columns =
        "sequence, role, sha256, version, previous_sha256, reason, account_id, model_choice.created_at, display_name";

    private const string SelectNewest =
        $"""
        select {Columns} from model_choice
        join {TableNames.Account} on account.id = account_id
        where sequence in (select max(sequence) from model_choice group by role)
        """;

    /// <summary>Reads the choices in effect, one per role.</summary>
    public async Task<IReadOnlyList<ModelChoice>> NewestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ModelChoice>(new(SelectNewest, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectRole =
        $"""
        select {Columns} from model_choice
        join {TableNames.Account} on account.id = account_id
        where role = @Role
        order by sequence desc
        """;

    /// <summary>Reads all choices for a role, newest first.</summary>
    public async Task<IReadOnlyList<ModelChoice>> HistoryAsync(ModelRole role, CancellationToken cancellationToken)
    {
        var parameters = new { Role = EnumText.Format(role) };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ModelChoice>(new(SelectRole, parameters, cancellationToken: cancellationToken))).AsList();
    }

    // Each choice names the previous one, so two administrators must not choose at once. SQLite has one writer anyway.
    private const string LockPostgres = "lock table model_choice in share row exclusive mode";
    private const string SelectSequence = "select coalesce(max(sequence), 0) from model_choice";

    private const string Insert =
        """
        insert into model_choice (sequence, role, sha256, version, previous_sha256, reason, account_id, created_at)
        values (@Sequence, @Role, @Sha256, @Version, @PreviousSha256, @Reason, @AccountId, @CreatedAt)
        """;

    /// <summary>
    /// Makes a model the live one, and removes it as challenger.
    /// Returns false, without a change, if the live model is no longer the one that the administrator saw.
    /// </summary>
    /// <param name="model">The model to promote.</param>
    /// <param name="seenSha256">The hash of the live model when the administrator decided.</param>
    /// <param name="reason">The administrator's reason.</param>
    /// <param name="accountId">The administrator's account.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    public Task<bool> PromoteAsync(
        RiskModel model, string seenSha256, string reason, Guid accountId, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var before = await NewestAsync(transaction, ModelRole.Live, cancellationToken);
            var live = before?.Sha256 ?? ArtifactFiles.PinnedSha256;
            if (live != seenSha256 || live == model.Sha256) return false;
            var action = before?.PreviousSha256 == model.Sha256 ? AuditAction.ModelRolledBack : AuditAction.ModelPromoted;
            await AddAsync(transaction, ModelRole.Live, model, live, reason, accountId, cancellationToken);
            if ((await NewestAsync(transaction, ModelRole.Challenger, cancellationToken))?.Sha256 == model.Sha256)
                await SetChallengerAsync(transaction, model.Sha256, null, accountId, cancellationToken);
            var entry = new AuditEntry(Actors.Account(accountId), action, model.Sha256, $"{live[..12]} → {model.Version}");
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Makes a model the challenger, or removes the challenger; returns false if nothing changes.</summary>
    public Task<bool> ChallengeAsync(RiskModel? model, Guid accountId, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var before = (await NewestAsync(transaction, ModelRole.Challenger, cancellationToken))?.Sha256 ?? "";
            if (before == (model?.Sha256 ?? "")) return false;
            await SetChallengerAsync(transaction, before, model, accountId, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task SetChallengerAsync(
        DbTransaction transaction, string before, RiskModel? model, Guid accountId, CancellationToken cancellationToken)
    {
        await AddAsync(transaction, ModelRole.Challenger, model, before, "", accountId, cancellationToken);
        var detail = $"{(before.Length == 0 ? "–" : before[..12])} → {model?.Version ?? "–"}";
        var entry = new AuditEntry(Actors.Account(accountId), AuditAction.ChallengerChosen, model?.Sha256 ?? "", detail);
        await trail.AppendAsync(transaction, entry, cancellationToken);
    }

    private async Task<ModelChoice?> NewestAsync(DbTransaction transaction, ModelRole role, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (options.Engine == DatabaseEngine.Postgres)
            await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
        var newest = await connection.QueryAsync<ModelChoice>(
            new(SelectNewest, transaction: transaction, cancellationToken: cancellationToken));
        return newest.FirstOrDefault(choice => choice.Role == role);
    }

    private async Task AddAsync(
        DbTransaction transaction,
        ModelRole role,
        RiskModel? model,
        string before,
        string reason,
        Guid accountId,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var last = await connection.ExecuteScalarAsync<long>(
            new(SelectSequence, transaction: transaction, cancellationToken: cancellationToken));
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
