using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>
/// One account per role for trying out the site; created in Development, or if <see cref="DemoOptions.Accounts"/> is true.
/// </summary>
internal sealed partial class DemoAccounts(
    IServiceScopeFactory scopes,
    IOptions<DemoOptions> demo,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<DemoAccounts> log)
{
    public const string Password = "cardio-demo-password";

    public static readonly IReadOnlyList<(string Email, string Name, string Role)> All =
    [
        ("doctor@cardio.example", "Dr. Demo", Roles.Doctor),
        ("manager@cardio.example", "Manager Demo", Roles.Manager),
        ("admin@cardio.example", "Admin Demo", Roles.Admin),
    ];

    /// <summary>Whether this site has the demo accounts.</summary>
    public bool AreEnabled => demo.Value.Accounts ?? environment.IsDevelopment();

    /// <summary>Creates missing demo accounts, if this site has them.</summary>
    public async Task EnsureAsync()
    {
        if (!AreEnabled) return;
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var (email, name, role) in All)
        {
            var account = new Account { Email = email, DisplayName = name, CreatedAt = time.GetUtcNow() };
            account.PendingAuditEntries.Add(new(Actors.System, AuditAction.AccountCreated, account.Id.ToString(), "demo"));
            if (await accounts.FindByNameAsync(email) is null && (await accounts.CreateAsync(account, Password)).Succeeded)
                await accounts.AddToRoleAsync(account, role);
            LogAccount(email, Password);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo account: {Email}  password: {Password}")]
    private partial void LogAccount(string email, string password);
}
