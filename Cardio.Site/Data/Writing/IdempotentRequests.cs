using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Secrets;
using Dapper;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// API requests with an idempotency key (draft-ietf-httpapi-idempotency-key-header): a repeated request creates nothing new.
/// The table holds hashes and the identifier of the created resource for 24 hours, never a patient's values.
/// </summary>
internal sealed class IdempotentRequests(DbDataSource database, SiteSecret secret, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly byte[] _key = secret.Derive("idempotent requests");
    private readonly ConcurrentDictionary<(Guid, string), bool> _inFlight = new();

    /// <summary>Hashes a request. A key belongs to its account, whichever API key sends it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="key">The client's idempotency key.</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="body">The body. It is hashed with a secret, because patient values are few enough to guess a plain hash.</param>
    public IdempotentRequest CreateRequest(Guid accountId, string key, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n"));
        hash.AppendData(body);
        return new(accountId, RandomToken.Hash(key), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// Reserves a key until the result is disposed; null if this process is answering a request with the same key.
    /// Requests in other processes are found by the unique index of the table.
    /// </summary>
    public IDisposable? Enter(Guid accountId, string key) => _inFlight.TryAdd((accountId, key), true)
        ? new Reservation(() => _inFlight.TryRemove((accountId, key), out _))
        : null;

    private const string Select =
        """
        select body_hash, resource_id from idempotent_request
        where account_id = @AccountId and key_hash = @KeyHash and created_at > @Expired
        """;

    /// <summary>Finds the earlier request with the same key; null if there is none.</summary>
    public async Task<EarlierRequest?> FindAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var parameters = new { request.AccountId, request.KeyHash, Expired = time.GetUtcNow() - Lifetime };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<StoredRequest>(new(Select, parameters, cancellationToken: cancellationToken));
        return row is null ? null : new(row.ResourceId, row.BodyHash == request.BodyHash);
    }

    private const string DeleteExpired = "delete from idempotent_request where created_at <= @Expired";

    private static readonly BulkInsert Rows = new(
        "idempotent_request", "resource_id, account_id, key_hash, body_hash, created_at", unique: "account_id, key_hash");

    /// <summary>
    /// Stores what requests create, in the transaction that creates it.
    /// Returns false for a request whose key is already stored; a request without a key is always true.
    /// </summary>
    public async Task<IReadOnlyList<bool>> StoreAsync(
        DbTransaction transaction,
        IReadOnlyList<(IdempotentRequest? Request, Guid ResourceId)> created,
        CancellationToken cancellationToken)
    {
        var isFirst = created.Select(item => item.Request is null).ToArray();
        var keyed = Enumerable.Range(0, created.Count).Where(i => !isFirst[i]).ToList();
        if (keyed.Count == 0) return isFirst;
        var now = time.GetUtcNow();
        await transaction.Connection!.ExecuteAsync(
            new(DeleteExpired, new { Expired = now - Lifetime }, transaction, cancellationToken: cancellationToken));
        var rows = keyed.ConvertAll(i => Row(created[i].Request!, created[i].ResourceId, now));
        var isInserted = await Rows.WriteNewAsync(transaction, rows, cancellationToken);
        for (var n = 0; n < keyed.Count; n++) isFirst[keyed[n]] = isInserted[n];
        return isFirst;
    }

    private static object?[] Row(IdempotentRequest request, Guid resourceId, DateTimeOffset now) =>
        [resourceId, request.AccountId, request.KeyHash, request.BodyHash, now];

    private sealed record StoredRequest
    {
        public string BodyHash { get; init; } = "";

        public Guid ResourceId { get; init; }
    }

    private sealed class Reservation(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}

/// <summary>The hashes of a request with an idempotency key.</summary>
/// <param name="AccountId">The account of the client.</param>
/// <param name="KeyHash">SHA-256 of the key, lower-case hexadecimal.</param>
/// <param name="BodyHash">HMAC-SHA256 of the path and the body, lower-case hexadecimal.</param>
internal sealed record IdempotentRequest(Guid AccountId, string KeyHash, string BodyHash);

/// <summary>The result of an earlier request with the same key.</summary>
/// <param name="ResourceId">The resource that it created.</param>
/// <param name="IsSame">Whether its path and body were the same.</param>
internal sealed record EarlierRequest(Guid ResourceId, bool IsSame);
