namespace Cardio.E2E.Support;

/// <summary>A test with its own site and clock, because it changes the sign-in or waits for sessions to end.</summary>
public abstract class AccountTest(SiteFixture site) : BrowserTest(site)
{
    private RunningSite _own = null!;

    protected ShiftedClock Clock { get; } = new();

    /// <summary>A host name, because browsers create no passkeys for IP addresses.</summary>
    protected override string Address => _own.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    protected virtual (string Name, string Value)[] Settings => [];

    public override async ValueTask InitializeAsync()
    {
        _own = new(Clock, Settings);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _own.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
