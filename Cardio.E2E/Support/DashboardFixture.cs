namespace Cardio.E2E.Support;

/// <summary>A site with four months of demo data for tests of the dashboard.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private RunningSite _site = null!;

    public string Address => _site.Address;

    /// <inheritdoc cref="RunningSite.AdministratorAsync"/>
    public Task<(string Email, string Code)> AdministratorAsync() => _site.AdministratorAsync();

    public async ValueTask InitializeAsync()
    {
        _site = new();
        await _site.FillAsync(assessments: 4000, days: 120);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
