using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Limits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>
/// Limits failed sign-ins and links per account and client address. A higher limit per address covers guesses spread over accounts. Only
/// failures count, because a hospital's computers share one
/// address. Known devices are exempt.
/// </summary>
internal sealed partial class SignInLimit(IOptions<AccountOptions> options, ILogger<SignInLimit> log) : IDisposable
{
    /// <summary>Factor by which the limit per address exceeds the limit per account.</summary>
    private const int AccountsPerAddress = 10;

    private const int MaximumNameLength = 254;

    private readonly PartitionedRateLimiter<Guess> _perAccount = CreateLimiter(
        guess => $"{ClientNetwork.FromAddress(guess.Address)} {guess.Account}",
        options.Value.FailureBurst,
        options.Value.FailuresPerMinute);

    private readonly PartitionedRateLimiter<Guess> _perAddress = CreateLimiter(
        guess => ClientNetwork.FromAddress(guess.Address),
        AccountsPerAddress * options.Value.FailureBurst,
        AccountsPerAddress * options.Value.FailuresPerMinute);

    /// <summary>
    /// Rejects a post to a page with <see cref="CountsFailuresAttribute"/> if no more failures are allowed. Counts the post if it
    /// fails or its client disconnects.
    /// </summary>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<CountsFailuresAttribute>() is null)
        {
            await next(http);
            return;
        }
        var guess = new Guess(http.Connection.RemoteIpAddress ?? IPAddress.None, await FindAccountNameAsync(http));
        if ((IsUsedUp(_perAccount, guess) || IsUsedUp(_perAddress, guess)) && !await IsFromKnownDeviceAsync(http, guess.Account))
        {
            Refuse(http, guess.Address);
            return;
        }
        var isFailure = false;
        try
        {
            await next(http);
            isFailure = http.Response.StatusCode is (> 400 and < 500) or StatusCodes.Status503ServiceUnavailable;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            isFailure = true;
            throw;
        }
        finally
        {
            if (isFailure || http.RequestAborted.IsCancellationRequested) Count(guess);
        }
    }

    private void Count(Guess guess)
    {
        _perAccount.AttemptAcquire(guess).Dispose();
        _perAddress.AttemptAcquire(guess).Dispose();
    }

    // The token bucket refills in fractions, so less than one permit means none.
    private static bool IsUsedUp(PartitionedRateLimiter<Guess> limiter, Guess guess) =>
        limiter.GetStatistics(guess) is { CurrentAvailablePermits: < 1 };

    /// <summary>
    /// The account that the post is about: as typed, or from the first step of the sign-in. Empty for a link or a passkey.
    /// </summary>
    private static async Task<string> FindAccountNameAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<CountsFailuresAttribute>()!.IsSecondStep)
            return (await http.RequestServices.GetRequiredService<SignInFlow>().FindPendingAccountAsync(http))?.NormalizedEmail ?? "";
        try
        {
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            // Model binding uses the same value: the first of the form, else of the query string.
            var typed = form?[nameof(SignInModel.Email)].FirstOrDefault()
                ?? http.Request.Query[nameof(SignInModel.Email)].FirstOrDefault();
            return TypedText.Start(typed?.Trim().ToUpperInvariant() ?? "", MaximumNameLength);
        }
        catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException)
        {
            return ""; // model binding rejects the form later
        }
    }

    private static async Task<bool> IsFromKnownDeviceAsync(HttpContext http, string name)
    {
        var accounts = http.RequestServices.GetRequiredService<UserManager<Account>>();
        return name.Length > 0 && await accounts.FindByNameAsync(name) is { } account
            && await http.RequestServices.GetRequiredService<KnownDevices>().FindAsync(http, account, http.RequestAborted) is not null;
    }

    private void Refuse(HttpContext http, IPAddress address)
    {
        LogRefused(address, http.GetEndpoint()?.DisplayName);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        var secondsToNext = Math.Ceiling(60.0 / options.Value.FailuresPerMinute);
        http.Response.Headers.RetryAfter = secondsToNext.ToString(CultureInfo.InvariantCulture);
    }

    private static PartitionedRateLimiter<Guess> CreateLimiter(Func<Guess, string> key, int burst, int perMinute) =>
        PartitionedRateLimiter.Create<Guess, string>(guess => RateLimitPartition.GetTokenBucketLimiter(key(guess), _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / perMinute),
            QueueLimit = 0,
        }));

    public void Dispose()
    {
        _perAccount.Dispose();
        _perAddress.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many failed sign-ins from {Address}: rejected a request to {Endpoint}")]
    private partial void LogRefused(IPAddress address, string? endpoint);

    private readonly record struct Guess(IPAddress Address, string Account);
}
