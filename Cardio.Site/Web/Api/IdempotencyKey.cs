using Cardio.Site.Data;

namespace Cardio.Site.Web.Api;

/// <summary>Answers a request that makes something, once for each <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";
    private const int Longest = 255;

    /// <summary>Makes the thing, or finds what the very same request made before; refuses a key that is in use or stands for another request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">What the header says, or null.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="make">Makes it; null where another process was first. It is given null where the request has no key.</param>
    /// <param name="again">Answers with what is there already.</param>
    public static async Task<IResult> OnceAsync(
        HttpContext http, string? key, ReadOnlyMemory<byte> body, Func<IdempotentRequest?, Task<IResult?>> make, Func<Guid, Task<IResult>> again)
    {
        if (key is null) return (await make(null))!;
        if (key.Length is 0 or > Longest || key.Any(c => c is < ' ' or > '~'))
            return new Problem(StatusCodes.Status400BadRequest, "IdempotencyKeyUnreadable");

        var requests = http.RequestServices.GetRequiredService<IdempotentRequests>();
        var request = requests.Of(http.User.AccountId(), key, $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", body.Span);
        using var turn = requests.Enter(request);
        if (turn is null) return new Problem(StatusCodes.Status409Conflict, "IdempotencyKeyInFlight");

        var earlier = await requests.FindAsync(request, http.RequestAborted);
        if (earlier is null && await make(request) is { } made) return made;
        earlier ??= await requests.FindAsync(request, http.RequestAborted);
        return earlier switch
        {
            { IsSame: true } => await again(earlier.ResourceId),
            null => new Problem(StatusCodes.Status409Conflict, "IdempotencyKeyInFlight"),
            _ => new Problem(StatusCodes.Status422UnprocessableEntity, "IdempotencyKeyReused"),
        };
    }
}
