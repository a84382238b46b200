using Cardio.E2E.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SiteFixture))]

namespace Cardio.E2E.Support;

/// <summary>One site and one browser for all tests of the run.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private RunningSite _site = null!;
    private IPlaywright _playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public string Address => _site.Address;

    /// <inheritdoc cref="RunningSite.AdministratorAsync"/>
    public Task<(string Email, string Code)> AdministratorAsync() => _site.AdministratorAsync();

    public async ValueTask InitializeAsync()
    {
        _site = new();
        _playwright = await Playwright.CreateAsync();
        Browser = await Browsers.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await _site.DisposeAsync();
    }
}
