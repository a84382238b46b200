using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Clinic.Audit;

/// <summary>
/// Stops the start, before anything is written, if the database was created with another secret.
/// Writing with a second secret would break the audit trail and the encrypted data for good.
/// </summary>
internal sealed class SecretCheck(DbDataSource database, DatabaseOptions options, SiteSecret secret)
{
    private const string WrongSecret =
        $"{SiteSecret.Variable} is not the secret that this database was created with, and nothing was written. Set the former secret "
        + "again; a restored backup needs the secret of its time. In Development it is the file next to the database that ends in .secret.";

    private readonly string _code = Convert.ToHexStringLower(secret.Derive("secret check"));

    private const string SelectCode = "select code from secret_check where id = 1";

    /// <summary>
    /// Compares the secret with an existing database; a new database is accepted.
    /// Databases of early versions have no code: their encrypted keys decide, and without those the seal of the audit trail.
    /// </summary>
    /// <exception cref="SettingException">The database was created with another secret.</exception>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Sqlite && !HasFile()) return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var code = await connection.HasTableAsync("secret_check", cancellationToken)
            ? await connection.QuerySingleOrDefaultAsync<string>(SelectCode)
            : null;
        if (!(code is null ? await MatchesAsync(connection, cancellationToken) : code == _code)) throw new SettingException(WrongSecret);
    }

    private const string InsertCode = "insert into secret_check (id, code) values (1, @Code) on conflict (id) do nothing";

    /// <summary>
    /// Stores the code at the first start. If two processes start an empty database with two secrets, the second one fails.
    /// </summary>
    /// <exception cref="SettingException">Another process stored the code of another secret first.</exception>
    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<string>(SelectCode) is null)
            await database.ExecuteAsync(InsertCode, new { Code = _code }, cancellationToken);
        if (await connection.QuerySingleAsync<string>(SelectCode) != _code) throw new SettingException(WrongSecret);
    }

    private async Task<bool> MatchesAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.HasTableAsync("data_protection_key", cancellationToken))
        {
            var keys = await connection.QueryAsync<string>(KeyRing.SelectAll);
            var results = keys.Select(key => KeyRing.CanDecrypt(key, secret)).OfType<bool>().ToList();
            if (results.Count > 0) return results.Contains(true);
        }
        if (!await connection.HasTableAsync("audit_head", cancellationToken)) return true;
        var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(AuditHead.Select);
        return head is null || head.IsSealedBy(AuditTrail.DeriveKey(secret));
    }

    private bool HasFile() =>
        new FileInfo(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource) is { Exists: true, Length: > 0 };
}
