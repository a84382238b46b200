using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Features.Assessments.Demo;
using Cardio.Site.Features.Dashboard.Counting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardio.E2E.Support;

/// <summary>The site on a real port over an empty SQLite database.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardio-e2e-").FullName;
    private readonly WebApplicationFactory<Program> _site;

    /// <summary>Starts a site with a clock that the test moves, or with the system clock.</summary>
    public RunningSite(ShiftedClock? clock = null, params (string Name, string Value)[] settings)
    {
        _site = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("urls", "http://127.0.0.1:0"); // any free port
            builder.UseStaticWebAssets(); // like a published site, in every environment
            builder.UseSetting("ConnectionStrings:Cardio", $"Data Source={_folder}/cardio.db");
            builder.UseSetting("Accounts:PasswordHashIterations", "1");
            builder.UseSetting("Accounts:FailureBurst", "1000000"); // all browsers have the same IP address
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            if (clock is not null) builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock));
        });
        _site.UseKestrel(0);
        _site.StartServer();
    }

    public string Address => _site.ClientOptions.BaseAddress.ToString();

    /// <summary>Adds an administrator with an authenticator app; returns the email address and the current code.</summary>
    public async Task<(string Email, string Code)> AdministratorAsync()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account
        {
            Email = $"{Guid.NewGuid():N}@cardio.example",
            DisplayName = "Admin E2E",
            CreatedAt = DateTimeOffset.UtcNow,
        };
        var secret = Authenticator.NewSecret();
        Assert.True((await accounts.CreateAsync(account, DemoAccounts.Password)).Succeeded);
        Assert.True((await accounts.AddToRoleAsync(account, Roles.Admin)).Succeeded);
        await scope.ServiceProvider.GetRequiredService<SecondFactors>().AddAsync(account, secret, step: 0);
        Assert.True((await accounts.UpdateAsync(account)).Succeeded);
        return (account.Email, Authenticator.Code(secret, DateTimeOffset.UtcNow));
    }

    /// <summary>Adds made-up assessments of the last days.</summary>
    public async Task FillAsync(int assessments, int days)
    {
        var services = _site.Services;
        await services.GetRequiredService<DemoData>().AddAsync(
            new(assessments, days), services.GetRequiredService<ServedModel>().Current!, _ => { }, TestContext.Current.CancellationToken);
        await services.GetRequiredService<CountCheck>().CatchUpAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The system clock, shifted by <see cref="Ahead"/>.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
