using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web;

public sealed class HeaderTests
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        ["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Embedder-Policy"] = "require-corp",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    };

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/assessments/new")]
    [InlineData("/nowhere")]
    [InlineData("/css/site.css")]
    [InlineData("/lib/htmx.min.js")]
    public async Task Every_kind_of_response_carries_the_same_headers(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(path);
        foreach (var (name, value) in Expected)
            Assert.Equal(value, string.Join("; ", response.Headers.GetValues(name)));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Pages_of_a_signed_in_person_are_kept_out_of_caches()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).GetAsync("/assessments");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("HX-Request", response.Headers.Vary);
    }
}
