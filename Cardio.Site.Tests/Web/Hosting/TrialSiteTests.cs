using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class TrialSiteTests
{
    [Theory]
    [InlineData("en", "This is a test site")]
    [InlineData("pt-BR", "Este é um site de teste")]
    public async Task A_trial_site_shows_a_banner_on_every_page(string language, string banner)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["environment"] = "Staging", ["Demo:Accounts"] = "true" });
        Assert.Contains(banner, await TextAsync(host.Anonymous(language), "/sign-in"), StringComparison.Ordinal);
        Assert.Contains(banner, await TextAsync(await host.DoctorAsync(language), "/assessments/new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_site_has_demo_accounts_only_if_configured()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["environment"] = "Staging" });
        Assert.DoesNotContain("doctor@cardio.example", await TextAsync(host.Anonymous(), "/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_sites_have_no_banner()
    {
        await using var host = await CardioHost.StartAsync();
        Assert.DoesNotContain("test site", await TextAsync(host.Anonymous(), "/sign-in"), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => (await visitor.PageAsync(path)).Body!.TextContent;
}
