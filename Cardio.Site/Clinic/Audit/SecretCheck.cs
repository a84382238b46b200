using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Clinic.Audit;

/// <summary>
/// Refuses a secret that the database was not made with, before anything is written: with another one the audit trail and the sealed
/// data would be mixed for good.
/// </summary>
internal sealed class SecretCheck(DbDataSource database, DatabaseOptions options, SiteSecret secret)
{
    private const string WrongSecret =
        $"{SiteSecret.Variable} is not the one that this database was made with, and nothing was written. Set the former secret again; "
        + "a restored backup needs the secret of its time. In Development it is the file beside the database that ends in .secret.";

    private readonly string _code = Convert.ToHexStringLower(secret.Derive("secret check"));

    private const string SelectCode = "select code from secret_check where id = 1";

    /// <summary>
    /// Compares the secret with what an existing database holds; a new database holds nothing. Databases of earlier versions have no code:
    /// there the sealed keys decide, and the audit trail's head where there are none.
    /// </summary>
    /// <exception cref="SettingException">It is another secret.</exception>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Sqlite && !HasFile()) return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var code = await HasAsync(connection, "secret_check") ? await connection.QuerySingleOrDefaultAsync<string>(SelectCode) : null;
        if (!(code is null ? await FitsAsync(connection) : code == _code)) throw new SettingException(WrongSecret);
    }

    private const string InsertCode = "insert into secret_check (id, code) values (1, @Code) on conflict (id) do nothing";

    /// <summary>Keeps the code with the first migrated start. Of processes that start an empty database with two secrets, one wins.</summary>
    /// <exception cref="SettingException">Another process was first, with another secret.</exception>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<string>(SelectCode) is null)
            await database.ExecuteAsync(InsertCode, new { Code = _code }, cancellationToken);
        if (await connection.QuerySingleAsync<string>(SelectCode) != _code) throw new SettingException(WrongSecret);
    }

    private async Task<bool> FitsAsync(DbConnection connection)
    {
        if (await HasAsync(connection, "data_protection_key"))
        {
            var opened = (await connection.QueryAsync<string>(KeyRing.SelectAll)).Select(key => KeyRing.Opens(key, secret)).OfType<bool>().ToList();
            if (opened.Count > 0) return opened.Contains(true);
        }
        if (!await HasAsync(connection, "audit_head")) return true;
        return await connection.QuerySingleOrDefaultAsync<AuditHead>(AuditHead.Select) is not { } head || head.IsSealedBy(AuditTrail.Key(secret));
    }

    private bool HasFile() => new FileInfo(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource) is { Exists: true, Length: > 0 };

    private Task<bool> HasAsync(DbConnection connection, string table) => connection.ExecuteScalarAsync<bool>(
        options.Engine == DatabaseEngine.Sqlite
            ? "select exists (select 1 from sqlite_master where type = 'table' and name = @table)"
            : "select to_regclass(@table) is not null",
        new { table });
}
