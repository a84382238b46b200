using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Fictitious doctors: disabled accounts without a password, so that nobody can sign in with them.</summary>
internal static class DemoDoctors
{
    private const string Add =
        $"""
        insert into {TableNames.Account} (id, email, normalized_email, display_name, security_stamp, concurrency_stamp, created_at,
                             disabled_at, is_demo)
        values (@Id, @Email, @NormalizedEmail, @DisplayName, @SecurityStamp, @ConcurrencyStamp, @Now, @Now, true)
        on conflict (normalized_email) do nothing
        """;

    private const string SelectByEmail =
        $"select id from {TableNames.Account} where normalized_email = @NormalizedEmail and is_demo = true";
    private const string AddRole = $"insert into {TableNames.AccountRole} (account_id, role) values (@Id, @Role) on conflict do nothing";

    /// <summary>Returns the accounts of that many doctors and creates the missing ones.</summary>
    /// <exception cref="InvalidOperationException">An email address belongs to a real account.</exception>
    public static async Task<IReadOnlyList<Guid>> EnsureAsync(
        DbTransaction transaction, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var doctors = new List<Guid>();
        for (var number = 1; number <= count; number++)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"doctor-{number:00}@demo.invalid");
            var account = new
            {
                Id = Guid.CreateVersion7(now),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                DisplayName = string.Create(CultureInfo.InvariantCulture, $"Dr. Demo {number:00}"),
                SecurityStamp = Guid.NewGuid().ToString(),
                ConcurrencyStamp = Guid.NewGuid().ToString(),
                Now = now,
            };
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(new(Add, account, transaction, cancellationToken: cancellationToken));
            var select = new CommandDefinition(SelectByEmail, account, transaction, cancellationToken: cancellationToken);
            var id = await connection.QuerySingleOrDefaultAsync<Guid?>(select)
                ?? throw new InvalidOperationException($"{email} belongs to an account that is not made up.");
            var role = new { Id = id, Role = Roles.Doctor };
            await connection.ExecuteAsync(new(AddRole, role, transaction, cancellationToken: cancellationToken));
            doctors.Add(id);
        }
        return doctors;
    }

    // An administrator may have turned it into a real account by enabling it.
    private const string Removable =
        $"""
        select id from {TableNames.Account}
        where is_demo = true and disabled_at is not null and password_hash is null
          and not exists (select 1 from assessment where doctor_id = account.id)
          and not exists (select 1 from {TableNames.ApiKey} where account_id = account.id)
        """;

    private const string DeleteInvitations = $"delete from {TableNames.AccountInvitation} where account_id in ({Removable})";
    private const string DeleteRoles = $"delete from {TableNames.AccountRole} where account_id in ({Removable})";
    private const string Delete = $"delete from {TableNames.Account} where id in ({Removable})";

    /// <summary>Deletes the doctors without assessments; returns their number.</summary>
    public static async Task<int> RemoveAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new(DeleteInvitations, null, transaction, cancellationToken: cancellationToken));
        await transaction.Connection!.ExecuteAsync(new(DeleteRoles, null, transaction, cancellationToken: cancellationToken));
        return await transaction.Connection!.ExecuteAsync(new(Delete, null, transaction, cancellationToken: cancellationToken));
    }
}
