using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Web.Api;

/// <summary>Answers a request that makes something, once for each <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";
    /// <summary>What the document says of it.</summary>
    public const string Meaning = "1 to 255 visible ASCII characters of your choice. The very same request, byte for byte, gives the same answer for 24 hours and stores nothing again.";

    private const int Longest = 255;

    /// <summary>Makes the thing, or finds what the very same request made before; refuses a key that is in use or stands for another request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">What the header says, or null.</param>
    /// <param name="make">
    /// Makes it and keeps the request with it; null where one with this key is kept already. It is given what names the request by its body,
    /// or null where there is no key.
    /// </param>
    /// <param name="again">Answers with what is there already.</param>
    public static async Task<IResult> OnceAsync(
        HttpContext http, string? key, Func<Func<ReadOnlyMemory<byte>, IdempotentRequest>?, Task<IResult?>> make, Func<Guid, Task<IResult>> again)
    {
        if (key is null) return (await make(null))!;
        if (key.Length is 0 or > Longest || key.Any(c => c is < ' ' or > '~'))
            return new Problem(StatusCodes.Status400BadRequest, "IdempotencyKeyUnreadable");

        var requests = http.RequestServices.GetRequiredService<IdempotentRequests>();
        var account = http.User.AccountId();
        using var turn = requests.Enter(account, key);
        if (turn is null) return new Problem(StatusCodes.Status409Conflict, Problem.InFlight);

        IdempotentRequest? request = null;
        if (await make(body => request = requests.CreateRequest(account, key, $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", body.Span)) is { } made)
            return made;
        return await requests.FindAsync(request!, http.RequestAborted) switch
        {
            { IsSame: true } earlier => await again(earlier.ResourceId),
            null => new Problem(StatusCodes.Status409Conflict, Problem.InFlight),
            _ => new Problem(StatusCodes.Status422UnprocessableEntity, "IdempotencyKeyReused"),
        };
    }
}
