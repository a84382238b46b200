using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Tests.Features.Accounts.Passwords;

public sealed class PasswordTests(PasswordTests.SiteInService site) : IClassFixture<PasswordTests.SiteInService>
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [InlineData("fourteen chars", "PasswordTooShort")]
    [InlineData("passwordpassword", "PasswordCommon")]
    [InlineData("aaaaaaaaaaaaaaaaaa", "PasswordCommon")]
    [InlineData("12345678901234567890", "PasswordCommon")]
    [InlineData("my own CARDIO password", "PasswordHoldsName")]
    [InlineData("jane.roe and her horse", "PasswordHoldsName")]
    [InlineData("meu cavalo azul dorme", null)]
    [InlineData("correct horse battery staple", null)]
    public async Task Password_without_second_factor_must_be_long_and_uncommon(string password, string? refusal) =>
        Assert.Equal(refusal, await RefusalAsync(new() { Email = "jane.roe@clinic.example", DisplayName = "Jane Roe" }, password));

    [Theory]
    [InlineData("kW7#vq2", "PasswordTooShort")]
    [InlineData("kW7#vq2p", null)]
    [InlineData("password1", "PasswordCommon")]
    public async Task Eight_characters_are_enough_with_a_second_factor(string password, string? refusal) =>
        Assert.Equal(
            refusal, await RefusalAsync(new() { Email = "jane@clinic.example", DisplayName = "Jane", TwoFactorEnabled = true }, password));

    [Fact]
    public async Task Password_has_at_most_256_characters() =>
        Assert.Equal(
            "PasswordTooLong",
            await RefusalAsync(
                new() { Email = "jane@clinic.example", DisplayName = "Jane" }, string.Concat(Enumerable.Repeat("kW7#vq2p ", 29))));

    [Theory]
    [InlineData("wrong", "another long sentence", "another long sentence", "current password is incorrect")]
    [InlineData(DemoAccounts.Password, "short", "short", "at least 15")]
    [InlineData(DemoAccounts.Password, "another long sentence", "another long sentense", "do not match")]
    [InlineData(DemoAccounts.Password, DemoAccounts.Password, DemoAccounts.Password, "already your password")]
    [InlineData("no longer mine at all", "no longer mine at all", "no longer mine at all", "current password is incorrect")]
    public async Task Rejected_change_shows_its_error_and_changes_nothing(string current, string @new, string again, string said)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync(
            "/account/password", new() { ["Current"] = current, ["New"] = @new, ["Again"] = again });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.Contains(said, page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("input[type=password]"), field => Assert.Null(field.GetAttribute("value")));
        await doctor.PageAsync("/account");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Hash_with_fewer_iterations_is_replaced_at_the_next_sign_in(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:PasswordHashIterations"] = "20" });
        _ = host.Anonymous();
        var older = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 10 }));
        await host.Database.Source.ExecuteAsync(
            "update account set password_hash = @Hash where email = @Doctor",
            new { Hash = older.HashPassword(new(), DemoAccounts.Password), Doctor });
        await host.DoctorAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(Doctor);
        Assert.Equal(
            20u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(account!.PasswordHash!).AsSpan(5)));
        await host.DoctorAsync();
    }

    /// <summary>The rules outside Development, without the exception for demo accounts.</summary>
    private async Task<string?> RefusalAsync(Account account, string password)
    {
        await using var scope = site.Host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var rule = Assert.Single(accounts.PasswordValidators);
        return (await rule.ValidateAsync(accounts, account, password)).Errors.FirstOrDefault()?.Code;
    }

    public sealed class SiteInService : IAsyncLifetime
    {
        public CardioHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await CardioHost.StartAsync(settings: new() { ["environment"] = "Production" });

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
