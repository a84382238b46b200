using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Secrets;
using Dapper;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// Requests that programs sent under a key of their own (draft-ietf-httpapi-idempotency-key-header): the same again makes nothing new. Kept
/// are hashes and what was made, for 24 hours; the answer is drawn from that again, so no patient stands here.
/// </summary>
internal sealed class IdempotentRequests(DbDataSource database, SiteSecret secret, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly byte[] _key = secret.Derive("idempotent requests");
    private readonly ConcurrentDictionary<(Guid, string), bool> _inFlight = new();

    /// <summary>A request by its hashes; a key belongs to its account, whichever program of it sends it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="key">What the program calls it.</param>
    /// <param name="path">What was asked.</param>
    /// <param name="body">What was sent; values of patients are few, so a plain hash of them could be guessed.</param>
    public IdempotentRequest CreateRequest(Guid accountId, string key, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n"));
        hash.AppendData(body);
        return new(accountId, RandomToken.Hash(key), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Holds the key until it is disposed of; null where this process answers a request with it now. Other processes meet at the table.</summary>
    public IDisposable? Enter(Guid accountId, string key) =>
        _inFlight.TryAdd((accountId, key), true) ? new Turn(() => _inFlight.TryRemove((accountId, key), out _)) : null;

    private const string Select =
        "select body_hash, resource_id from idempotent_request where account_id = @AccountId and key_hash = @KeyHash and created_at > @Expired";

    /// <summary>What was made under the key before, and whether by this very request; null where nothing was.</summary>
    public async Task<EarlierRequest?> FindAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var parameters = new { request.AccountId, request.KeyHash, Expired = time.GetUtcNow() - Kept };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<KeptRow>(new(Select, parameters, cancellationToken: cancellationToken));
        return row is null ? null : new(row.ResourceId, row.BodyHash == request.BodyHash);
    }

    private const string DeleteExpired = "delete from idempotent_request where created_at <= @Expired";

    private static readonly BulkInsert Rows = new(
        "idempotent_request", "resource_id, account_id, key_hash, body_hash, created_at", unique: "account_id, key_hash");

    /// <summary>
    /// Keeps what requests make, in the transaction that makes it; false where a request under the same key is kept already. One without
    /// a key is always the first.
    /// </summary>
    public async Task<IReadOnlyList<bool>> KeepAsync(
        DbTransaction transaction, IReadOnlyList<(IdempotentRequest? Request, Guid ResourceId)> made, CancellationToken cancellationToken)
    {
        var isFirst = made.Select(one => one.Request is null).ToArray();
        var keyed = Enumerable.Range(0, made.Count).Where(i => !isFirst[i]).ToList();
        if (keyed.Count == 0) return isFirst;
        var now = time.GetUtcNow();
        await transaction.Connection!.ExecuteAsync(new(DeleteExpired, new { Expired = now - Kept }, transaction, cancellationToken: cancellationToken));
        var rows = keyed.ConvertAll(i => Row(made[i].Request!, made[i].ResourceId, now));
        var isKept = await Rows.WriteNewAsync(transaction, rows, cancellationToken);
        for (var n = 0; n < keyed.Count; n++) isFirst[keyed[n]] = isKept[n];
        return isFirst;
    }

    private static object?[] Row(IdempotentRequest request, Guid resourceId, DateTimeOffset now) =>
        [resourceId, request.AccountId, request.KeyHash, request.BodyHash, now];

    private sealed record KeptRow
    {
        public string BodyHash { get; init; } = "";

        public Guid ResourceId { get; init; }
    }

    private sealed class Turn(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>A request under a key, by hashes.</summary>
/// <param name="AccountId">Whose key it is.</param>
/// <param name="KeyHash">SHA-256 of the key, lower-case hexadecimal.</param>
/// <param name="BodyHash">Keyed hash of what was asked and sent, lower-case hexadecimal.</param>
internal sealed record IdempotentRequest(Guid AccountId, string KeyHash, string BodyHash);

/// <summary>What was made under a key before.</summary>
/// <param name="ResourceId">What was made.</param>
/// <param name="IsSame">Whether the request was the very same.</param>
internal sealed record EarlierRequest(Guid ResourceId, bool IsSame);
