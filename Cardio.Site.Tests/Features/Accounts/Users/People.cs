using System.Net;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.Users;

/// <summary>Accounts for tests of the administration.</summary>
internal static class People
{
    public const string Password = "seven calm herons wade";

    /// <summary>Stored data of a passkey that no browser has.</summary>
    public const string PasskeyData =
        """
        {"PublicKey":"","IsUserVerified":true,"IsBackupEligible":false,"IsBackedUp":false,"AttestationObject":"","ClientDataJson":""}
        """;

    /// <summary>Creates an account with a password.</summary>
    public static async Task<Guid> MakeAsync(this CardioHost host, string email, params string[] roles)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Email = email, DisplayName = email.Split('@')[0], CreatedAt = host.Time.GetUtcNow() };
        Assert.True((await accounts.CreateAsync(account, Password)).Succeeded);
        foreach (var role in roles) Assert.True((await accounts.AddToRoleAsync(account, role)).Succeeded);
        return account.Id;
    }

    public static async Task<Guid> IdAsync(this CardioHost host, string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(email))!.Id;
    }

    /// <summary>Invites a user and returns the path of the link shown to the administrator.</summary>
    public static async Task<string> InviteAsync(this Visitor admin, string email, string role = "doctor")
    {
        using var response = await admin.PostAsync("/administration/users/invite", Invitation(email, role));
        Assert.True(
            response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await LinkAsync(response);
    }

    public static Dictionary<string, string?> Invitation(string email, string role = "doctor") => new()
    {
        ["Input.Email"] = email, ["Input.DisplayName"] = "Dr. New", ["Input.Roles"] = role, ["Input.Language"] = "en",
    };

    public static async Task<string> LinkAsync(HttpResponseMessage response) =>
        new Uri((await Visitor.ReadAsync(response)).QuerySelector("#one-time-link")!.TextContent).AbsolutePath;

    public static Dictionary<string, string?> NewPassword(string password = Password, string? again = null) =>
        new() { ["Input.Password"] = password, ["Input.Again"] = again ?? password };

    /// <summary>Whether the visitor is redirected to the sign-in page.</summary>
    public static async Task<bool> IsOutAsync(this Visitor visitor, string path = "/account")
    {
        using var response = await visitor.GetAsync(path);
        return response.Headers.Location?.OriginalString.Contains("/sign-in", StringComparison.Ordinal) == true;
    }

    public static async Task<Visitor> SignedInWithAsync(this CardioHost host, string email, string password = Password)
    {
        var visitor = host.Anonymous();
        using var response = await visitor.PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password });
        Assert.Equal("/", response.Headers.Location?.OriginalString);
        return visitor;
    }
}
