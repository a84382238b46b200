using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.Store;

public sealed class AccountStoreTests
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Passkey_is_stored_updated_found_and_removed(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByNameAsync(Doctor))!;
        var passkey = new UserPasskeyInfo(
            [1, 2, 250], [3, 4], host.Time.GetUtcNow(), 4_000_000_000, ["usb", "internal"], true, true, false, [5, 6],
            [7, 8]) { Name = "phone" };
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);

        var stored = Assert.Single(await accounts.GetPasskeysAsync((await accounts.FindByPasskeyIdAsync([1, 2, 250]))!));
        Assert.Equivalent(passkey, stored, strict: true);
        passkey.SignCount = uint.MaxValue;
        passkey.Name = "key";
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);
        Assert.Equivalent(passkey, await accounts.GetPasskeyAsync(account, [1, 2, 250]), strict: true);

        // Another account can neither read, take over nor remove it.
        var manager = (await accounts.FindByNameAsync("manager@cardio.example"))!;
        await accounts.AddOrUpdatePasskeyAsync(
            manager, new([1, 2, 250], [], host.Time.GetUtcNow(), 0, null, false, false, false, [], []) { Name = "mine" });
        await accounts.RemovePasskeyAsync(manager, [1, 2, 250]);
        Assert.Equal("key", (await accounts.GetPasskeyAsync(account, [1, 2, 250]))!.Name);
        Assert.Null(await accounts.GetPasskeyAsync(manager, [1, 2, 250]));

        Assert.True((await accounts.RemovePasskeyAsync(account, [1, 2, 250])).Succeeded);
        Assert.Null(await accounts.FindByPasskeyIdAsync([1, 2, 250]));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Secret_is_encrypted_and_recovery_codes_are_hashed(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        _ = host.Anonymous();
        var secret = await host.EnrolAsync(Doctor);
        var account = (await accounts.FindByNameAsync(Doctor))!;
        Assert.DoesNotContain(secret, account.AuthenticatorSecret, StringComparison.Ordinal);
        Assert.Equal(secret, await accounts.GetAuthenticatorKeyAsync(account));
        Assert.Equal(10, await accounts.CountRecoveryCodesAsync(account));

        var codes = (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10))!.ToList();
        var redeemed = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var other = host.Services.CreateAsyncScope();
            var store = (IUserTwoFactorRecoveryCodeStore<Account>)other.ServiceProvider.GetRequiredService<IUserStore<Account>>();
            return await store.RedeemCodeAsync(account, codes[3], TestContext.Current.CancellationToken);
        }));
        Assert.Single(redeemed, isRedeemed => isRedeemed);
        Assert.Equal(9, await accounts.CountRecoveryCodesAsync(account));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Update_fails_if_the_account_was_locked_after_it_was_read(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:LockoutAfter"] = "3" });
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByNameAsync(Doctor))!;
        for (var i = 0; i < 3; i++)
            await host.Services.GetRequiredService<SignInGuard>().RefuseAsync(account, AuthenticationMethods.Password);
        account.DisplayName = "Dr. Late";
        Assert.Equal("ConcurrencyFailure", (await accounts.UpdateAsync(account)).Errors.Single().Code);
        Assert.NotNull((await accounts.FindByNameAsync(Doctor))!.LockoutEnd);
    }

    [Fact]
    public async Task Store_implements_every_interface_that_sign_in_needs()
    {
        await using var host = await CardioHost.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Empty(IdentityCheck.FindMissing(scope.ServiceProvider.GetRequiredService<UserManager<Account>>()));
    }
}
