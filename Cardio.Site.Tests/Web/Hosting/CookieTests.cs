using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class CookieTests
{
    [Fact]
    public async Task Over_https_every_cookie_is_bound_to_the_host_and_closed_to_scripts()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Https:Required"] = "true" });
        var cookies = await CookiesAsync(host);
        Assert.Equal(["__Host-antiforgery", "__Host-device", "__Host-identity.application", "__Host-language"], cookies.Select(cookie => cookie.Split('=')[0]).Order(StringComparer.Ordinal));
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
    public async Task The_cookie_of_a_session_holds_nothing_but_its_key()
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
        using var signedIn = await visitor.PostAsync("/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = "cardio-demo-password" });
        using var language = await visitor.SendAsync(HttpMethod.Post, "/language", new() { ["culture"] = "pt-BR", ["__RequestVerificationToken"] = await visitor.TokenAsync() }, htmx: false);
        return [.. new[] { page, signedIn, language }.SelectMany(response => response.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).DistinctBy(cookie => cookie.Split('=')[0])];
    }
}
