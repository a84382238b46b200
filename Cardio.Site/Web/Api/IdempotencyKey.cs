using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Web.Api;

/// <summary>
/// The <c>Idempotency-Key</c> of one request, reserved in this process until disposed. An endpoint calls <see cref="Begin"/>, stores its
/// resource together with <see cref="Identify"/>, and calls <see cref="ReplayAsync"/> if the key was already stored.
/// </summary>
internal sealed class IdempotencyKey : IDisposable
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Description of the header in the OpenAPI document.</summary>
    public const string Meaning =
        "1 to 255 visible ASCII characters that the client chooses. "
        + "Repeating the identical request within 24 hours returns the same answer and stores nothing new.";

    private const int MaximumLength = 255;

    private readonly HttpContext _http;
    private readonly string? _key;
    private readonly IdempotentRequests _requests;
    private readonly IDisposable? _reservation;
    private IdempotentRequest? _request;

    private IdempotencyKey(HttpContext http, string? key)
    {
        (_http, _key) = (http, key);
        _requests = http.RequestServices.GetRequiredService<IdempotentRequests>();
        if (key is null) return;
        if (key.Length is 0 or > MaximumLength || key.Any(character => character is < ' ' or > '~'))
        {
            Problem = new(StatusCodes.Status400BadRequest, "IdempotencyKeyUnreadable");
            return;
        }
        _reservation = _requests.Enter(http.User.AccountId(), key);
        if (_reservation is null) Problem = InFlight();
    }

    /// <summary>Why the request must be rejected: the key is malformed or in use. Null if the endpoint may continue.</summary>
    public Problem? Problem { get; }

    /// <summary>Reserves the key, so that no other request of this process uses it at the same time.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Value of the header, or null if the client sent none.</param>
    public static IdempotencyKey Begin(HttpContext http, string? key) => new(http, key);

    /// <summary>
    /// Hashes the request, to be stored in the transaction that stores its resource; null without a key. Storing it, not looking it up
    /// first, decides which of two processes wins.
    /// </summary>
    /// <param name="body">The bytes that an identical request has in common.</param>
    public IdempotentRequest? Identify(ReadOnlyMemory<byte> body)
    {
        if (_key is null) return null;
        var path = $"{_http.Request.Method} {_http.Request.Path}{_http.Request.QueryString}";
        return _request = _requests.CreateRequest(_http.User.AccountId(), _key, path, body.Span);
    }

    /// <summary>Finds the resource that the key was stored with, or the problem if it belongs to another request.</summary>
    /// <exception cref="InvalidOperationException">The request has no key or was not identified.</exception>
    public async Task<(Guid ResourceId, Problem? Problem)> ReplayAsync()
    {
        var request = _request ?? throw new InvalidOperationException("Only an identified request can be replayed.");
        return await _requests.FindAsync(request, _http.RequestAborted) switch
        {
            { IsSame: true } earlier => (earlier.ResourceId, null),
            null => (default, InFlight()), // expired in the meantime
            _ => (default, new(StatusCodes.Status422UnprocessableEntity, "IdempotencyKeyReused")),
        };
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => _reservation?.Dispose();

    private static Problem InFlight() => new(StatusCodes.Status409Conflict, Problem.InFlight);
}
