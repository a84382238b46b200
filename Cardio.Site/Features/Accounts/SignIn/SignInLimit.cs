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
/// Limits failed sign-ins and one-time links: tightly for one account from one IP address, and more widely for the address, so that
/// guesses over many accounts are limited too. Only failures count, since a hospital shares an address. Known devices are exempt.
/// </summary>
internal sealed partial class SignInLimit(IOptions<AccountOptions> options, ILogger<SignInLimit> log) : IDisposable
{
    /// <summary>The limit of an IP address, as a multiple of the limit of one account.</summary>
    private const int AccountsPerAddress = 10;

    private const int LongestName = 254;

    private readonly PartitionedRateLimiter<Guess> _ofAccount =
        Limiter(guess => $"{ClientNetwork.FromAddress(guess.Address)} {guess.Who}", options.Value.FailureBurst, options.Value.FailuresPerMinute);

    private readonly PartitionedRateLimiter<Guess> _ofAddress = Limiter(
        guess => ClientNetwork.FromAddress(guess.Address), AccountsPerAddress * options.Value.FailureBurst, AccountsPerAddress * options.Value.FailuresPerMinute);

    /// <summary>Rejects posts above the limit; counts posts that fail or whose client disconnects.</summary>
    public async Task LimitAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<CountsFailuresAttribute>() is null)
        {
            await next(http);
            return;
        }
        var guess = new Guess(http.Connection.RemoteIpAddress ?? IPAddress.None, await WhoAsync(http));
        if ((IsUsedUp(_ofAccount, guess) || IsUsedUp(_ofAddress, guess)) && !await IsFromKnownDeviceAsync(http, guess.Who))
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
        _ofAccount.AttemptAcquire(guess).Dispose();
        _ofAddress.AttemptAcquire(guess).Dispose();
    }

    // Whole failures only: the bucket fills by drops.
    private static bool IsUsedUp(PartitionedRateLimiter<Guess> limiter, Guess guess) =>
        limiter.GetStatistics(guess) is { CurrentAvailablePermits: < 1 };

    /// <summary>The account that is meant: as it is typed, or as the first step of the sign-in found it; empty for a link or a passkey.</summary>
    private static async Task<string> WhoAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<CountsFailuresAttribute>()!.IsSecondStep)
            return (await http.RequestServices.GetRequiredService<SignInFlow>().AwaitedAsync(http))?.NormalizedEmail ?? "";
        try
        {
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            // The first value of the form, else of the address: what the page reads too.
            var typed = form?[nameof(SignInModel.Email)].FirstOrDefault() ?? http.Request.Query[nameof(SignInModel.Email)].FirstOrDefault();
            return TypedText.Start(typed?.Trim().ToUpperInvariant() ?? "", LongestName);
        }
        catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException)
        {
            return ""; // the page answers what it cannot read
        }
    }

    private static async Task<bool> IsFromKnownDeviceAsync(HttpContext http, string who)
    {
        var accounts = http.RequestServices.GetRequiredService<UserManager<Account>>();
        return who.Length > 0 && await accounts.FindByNameAsync(who) is { } account
            && await http.RequestServices.GetRequiredService<KnownDevices>().FindAsync(http, account, http.RequestAborted) is not null;
    }

    private void Refuse(HttpContext http, IPAddress address)
    {
        LogRefused(address, http.GetEndpoint()?.DisplayName);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Ceiling(60.0 / options.Value.FailuresPerMinute).ToString(CultureInfo.InvariantCulture);
    }

    private static PartitionedRateLimiter<Guess> Limiter(Func<Guess, string> key, int burst, int perMinute) =>
        PartitionedRateLimiter.Create<Guess, string>(guess => RateLimitPartition.GetTokenBucketLimiter(key(guess), _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / perMinute),
            QueueLimit = 0,
        }));

    public void Dispose()
    {
        _ofAccount.Dispose();
        _ofAddress.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Over the limit of failed sign-ins: {Address} asked for {Endpoint}")]
    private partial void LogRefused(IPAddress address, string? endpoint);

    private readonly record struct Guess(IPAddress Address, string Who);
}

/// <summary>Marks a page whose posts are guesses where they fail.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CountsFailuresAttribute : Attribute
{
    /// <summary>Whether the account is the one that the first step of the sign-in found.</summary>
    public bool IsSecondStep { get; init; }
}

internal static class SignInLimitRegistration
{
    /// <summary>Stands behind the limits that count every request.</summary>
    public static void UseSignInLimit(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<SignInLimit>();
        app.Use((http, next) => limit.LimitAsync(http, next));
    }
}
