using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Creates accounts with their roles inside the caller's transaction.</summary>
internal sealed class NewAccounts(AuditTrail trail, ILookupNormalizer normalizer, TimeProvider time)
{
    private const string InsertAccount =
        """
        insert into account (id, email, normalized_email, display_name, password_hash, security_stamp, concurrency_stamp, created_at)
        values (@Id, @Email, @NormalizedEmail, @DisplayName, nullif(@PasswordHash, ''), @SecurityStamp, @SecurityStamp, @CreatedAt)
        on conflict (normalized_email) do nothing
        """;

    private const string InsertRole = "insert into account_role (account_id, role) values (@Id, @Role)";

    /// <summary>Creates an account; returns its identifier, or null if the e-mail address is taken.</summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="account">The account to create.</param>
    /// <param name="passwordHash">Hash of the password; empty if the account has none yet.</param>
    /// <param name="actor">Actor in the audit trail; null for the new account itself.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
        if (await connection.ExecuteAsync(new(InsertAccount, parameters, transaction, cancellationToken: cancellationToken)) != 1)
            return null;
        foreach (var role in account.Roles)
            await connection.ExecuteAsync(new(InsertRole, new { Id = id, Role = role }, transaction, cancellationToken: cancellationToken));
        var roles = string.Join(' ', account.Roles);
        var entry = new AuditEntry(actor ?? Actors.Account(id), AuditAction.AccountCreated, id.ToString(), roles);
        await trail.AppendAsync(transaction, entry, cancellationToken);
        return id;
    }
}
