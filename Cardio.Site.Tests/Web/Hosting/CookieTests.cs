using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class CookieTests
{
    [Fact]
    public async Task Over_https_every_cookie_is_host_bound_and_HttpOnly()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Https:Required"] = "true" });
        var cookies = await CookiesAsync(host);
        Assert.Equal(
            ["__Host-antiforgery", "__Host-device", "__Host-identity.application", "__Host-language"],
            cookies.Select(Name).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie =>
        {
            var flags = cookie.ToLowerInvariant();
            Assert.Contains("; secure", flags, StringComparison.Ordinal);
            Assert.Contains("; httponly", flags, StringComparison.Ordinal);
            Assert.Contains("; path=/", flags, StringComparison.Ordinal);
            Assert.Matches("; samesite=(lax|strict)", flags);
            Assert.DoesNotContain("domain=", flags, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_session_cookie_contains_only_its_key()
    {
        await using var host = await CardioHost.StartAsync();
        var session = (await CookiesAsync(host)).Single(cookie => cookie.StartsWith("identity.application", StringComparison.Ordinal));
        Assert.True(session.Length < 600, $"{session.Length} characters");
        Assert.DoesNotContain("expires", session.ToLowerInvariant(), StringComparison.Ordinal);
    }

    private static async Task<List<string>> CookiesAsync(CardioHost host)
    {
        var visitor = host.Anonymous();
        using var page = await visitor.GetAsync("/sign-in");
        using var signedIn = await visitor.PostAsync(
            "/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = "cardio-demo-password" });
        var form = new Dictionary<string, string?>
        {
            ["culture"] = "pt-BR",
            ["__RequestVerificationToken"] = await visitor.TokenAsync(),
        };
        using var language = await visitor.SendAsync(HttpMethod.Post, "/language", form, htmx: false);
        var cookies = new[] { page, signedIn, language }.SelectMany(
            response => response.Headers.TryGetValues("Set-Cookie", out var values) ? values : []);
        return [.. cookies.DistinctBy(Name)];
    }

    private static string Name(string cookie) => cookie.Split('=')[0];
}
