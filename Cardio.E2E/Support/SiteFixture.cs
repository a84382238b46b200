using Cardio.E2E.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SiteFixture))]

namespace Cardio.E2E.Support;

/// <summary>The site on a real port over an empty database, and one browser, for all tests of the run.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardio-e2e-").FullName;
    private WebApplicationFactory<Program> _site = null!;
    private IPlaywright _playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public string Address => _site.ClientOptions.BaseAddress.ToString();

    public async ValueTask InitializeAsync()
    {
        _site = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("ConnectionStrings:Cardio", $"Data Source={_folder}/cardio.db");
            builder.UseSetting("Accounts:PasswordHashIterations", "1");
            builder.ConfigureLogging(logging => logging.ClearProviders());
        });
        _site.UseKestrel(0);
        _site.StartServer();
        _playwright = await Playwright.CreateAsync();
        Browser = await Browsers.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await _site.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
