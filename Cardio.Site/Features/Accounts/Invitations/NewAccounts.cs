using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Makes accounts with their roles in somebody else's transaction.</summary>
internal sealed class NewAccounts(AuditTrail trail, ILookupNormalizer normalizer, TimeProvider time)
{
    private const string InsertAccount =
        """
        insert into account (id, email, normalized_email, display_name, password_hash, security_stamp, concurrency_stamp, created_at)
        values (@Id, @Email, @NormalizedEmail, @DisplayName, nullif(@PasswordHash, ''), @SecurityStamp, @SecurityStamp, @CreatedAt)
        on conflict (normalized_email) do nothing
        """;

    private const string InsertRole = "insert into account_role (account_id, role) values (@Id, @Role)";

    /// <summary>The new account's identifier; null where its e-mail address is taken.</summary>
    /// <param name="transaction">Where it belongs.</param>
    /// <param name="account">The account.</param>
    /// <param name="passwordHash">Hash of its password; empty where it has none yet.</param>
    /// <param name="actor">Who makes it; its own identifier where null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Guid?> AddAsync(
        DbTransaction transaction, NewAccount account, string passwordHash, string? actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var parameters = new
        {
            Id = id,
            account.Email,
            NormalizedEmail = normalizer.NormalizeName(account.Email),
            account.DisplayName,
            PasswordHash = passwordHash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
        };
        var connection = transaction.Connection!;
        if (await connection.ExecuteAsync(new(InsertAccount, parameters, transaction, cancellationToken: cancellationToken)) != 1) return null;
        foreach (var role in account.Roles)
            await connection.ExecuteAsync(new(InsertRole, new { Id = id, Role = role }, transaction, cancellationToken: cancellationToken));
        var record = new AuditEntry(actor ?? Actors.Account(id), AuditAction.AccountCreated, id.ToString(), string.Join(' ', account.Roles));
        await trail.AppendAsync(transaction, record, cancellationToken);
        return id;
    }
}
