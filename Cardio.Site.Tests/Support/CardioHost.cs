using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cardio.Site.Tests.Support;

/// <summary>The whole site in this process, over its own database, with a clock that the test moves.</summary>
public sealed class CardioHost : WebApplicationFactory<Program>
{
    private const string AdminEmail = "admin@cardio.example";

    private readonly TestDatabase _database;
    private readonly Dictionary<string, string?> _settings;
    private bool _isBeside;

    private CardioHost(TestDatabase database, Dictionary<string, string?> settings)
    {
        _database = database;
        _settings = settings;
    }

    /// <summary>Starts on a working day at noon in São Paulo.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 18, 15, 0, 0, TimeSpan.Zero));

    public TestDatabase Database => _database;

    /// <summary>The site's log.</summary>
    public LogBook Log { get; } = new();

    public static async Task<CardioHost> StartAsync(
        DatabaseEngine engine = DatabaseEngine.Sqlite, Dictionary<string, string?>? settings = null) =>
        new(await TestDatabase.CreateAsync(engine), settings ?? []);

    /// <summary>A site over an existing database, which it disposes.</summary>
    public static CardioHost Over(TestDatabase database) => new(database, []);

    /// <summary>A second site over the same database, with more settings; dispose it before the first.</summary>
    public CardioHost Beside(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_settings);
        foreach (var (name, value) in settings) all[name] = value;
        return new(_database, all) { _isBeside = true };
    }

    /// <summary>A browser without a session.</summary>
    public Visitor Anonymous(string language = "en") =>
        new(CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://cardio.example") }), language);

    /// <summary>An API client that sends its key with each request.</summary>
    public Visitor ApiClient(string key)
    {
        var http = CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://cardio.example") });
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new(http, "en");
    }

    public Task<Visitor> DoctorAsync(string language = "en") => SignedInAsync("doctor@cardio.example", language);

    public Task<Visitor> ManagerAsync(string language = "en") => SignedInAsync("manager@cardio.example", language);

    /// <summary>The demo administrator, with the second factor that administrators need.</summary>
    public Task<Visitor> AdminAsync(string language = "en") => SignedInAsync(AdminEmail, language);

    /// <summary>Adds an authenticator app to an account without ending its sessions; returns the app's secret.</summary>
    public async Task<string> EnrolAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByNameAsync(email))!;
        var secret = Authenticator.NewSecret();
        await scope.ServiceProvider.GetRequiredService<SecondFactors>().AddAsync(account, secret, step: 0);
        Assert.True((await accounts.UpdateAsync(account)).Succeeded);
        return secret;
    }

    /// <summary>The current code of an authenticator app.</summary>
    public string Code(string secret) => Authenticator.Code(secret, Time.GetUtcNow());

    /// <summary>A second doctor.</summary>
    public async Task<Visitor> OtherDoctorAsync(string email = "other@cardio.example")
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Email = email, DisplayName = "Dr. Other", CreatedAt = Time.GetUtcNow() };
        Assert.True((await accounts.CreateAsync(account, DemoAccounts.Password)).Succeeded);
        Assert.True((await accounts.AddToRoleAsync(account, "doctor")).Succeeded);
        return await SignedInAsync(email, "en");
    }

    public async Task<Visitor> SignedInAsync(string email, string language)
    {
        if (email != AdminEmail) return await WithPasswordAsync(email, language);
        var visitor = Anonymous(language);
        await visitor.SignInAsync(email, Code(await EnrolAsync(email)));
        return visitor;
    }

    /// <summary>A browser that signed in with a password only.</summary>
    public async Task<Visitor> WithPasswordAsync(string email, string language = "en")
    {
        var visitor = Anonymous(language);
        await visitor.SignInAsync(email);
        return visitor;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!_isBeside) await _database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting(_database.Configuration.Key, _database.Configuration.Value);
        builder.UseSetting("CARDIO_SECRET", TestDatabase.Secret);
        builder.UseSetting("Accounts:PasswordHashIterations", "1");
        builder.UseSetting("Limits:ClientBurst", "1000000"); // all clients of a test have the same address
        builder.UseSetting("Accounts:FailureBurst", "1000000");
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
