using System.Net;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class HeaderTests
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        ["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Embedder-Policy"] = "require-corp",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    };

    [Fact]
    public async Task Every_route_has_the_security_headers_for_every_user()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var id = (await Assessed.PathAsync(doctor)).Split('/')[^1];
        foreach (var visitor in (Visitor[])[host.Anonymous(), doctor, await host.ManagerAsync()])
        {
            foreach (var route in (await SiteRoute.AllAsync(host.Services)).Where(route => route.Pattern != "/sign-out"))
            {
                var path = route.Path(new Dictionary<string, string> { ["id"] = id, ["code"] = "404" });
                using var request = new HttpRequestMessage(new(route.Method), path);
                await HasAllAsync(visitor, request);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/nowhere", 302)]
    [InlineData("GET", "/css/site.css", 200)]
    [InlineData("GET", "/css/site.css?v=%00", 200)]
    [InlineData("GET", "/lib/htmx.min.js", 200)]
    [InlineData("HEAD", "/favicon.svg", 200)]
    [InlineData("POST", "/favicon.svg", 302)]
    [InlineData("PUT", "/sign-in", 405)]
    [InlineData("OPTIONS", "/sign-in", 405)]
    [InlineData("TRACE", "/sign-in", 405)]
    [InlineData("TRACE", "/health/live", 405)]
    [InlineData("POST", "/sign-in", 400)]
    [InlineData("GET", "/%2e%2e/etc/passwd", 302)]
    [InlineData("GET", "/assessments/not-a-guid", 302)]
    public async Task Files_and_errors_have_the_security_headers(string method, string path, int status)
    {
        await using var host = await CardioHost.StartAsync();
        using var request = new HttpRequestMessage(new(method), path);
        // The response to an anonymous visitor does not reveal whether a page exists.
        Assert.Equal(status, (int)await HasAllAsync(host.Anonymous(), request));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/assessments/not-a-guid")]
    public async Task A_missing_page_is_not_found(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, await HasAllAsync(await host.DoctorAsync(), request));
    }

    [Fact]
    public async Task A_failure_has_the_headers_and_reveals_no_detail()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("alter table assessment rename to gone");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assessments");
        using var response = await doctor.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        HasAll(response);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("SqliteException", page, StringComparison.Ordinal);
        Assert.DoesNotContain("assessment_review", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_out_clears_the_browser_cache_and_storage()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await doctor.TokenAsync())]);
        using var response = await doctor.SendAsync(request);
        Assert.Equal("\"cache\", \"storage\"", string.Join(", ", response.Headers.GetValues("Clear-Site-Data")));
    }

    private static async Task<HttpStatusCode> HasAllAsync(Visitor visitor, HttpRequestMessage request)
    {
        using var response = await visitor.SendAsync(request);
        HasAll(response);
        return response.StatusCode;
    }

    private static void HasAll(HttpResponseMessage response)
    {
        foreach (var (name, value) in Expected)
        {
            Assert.True(response.Headers.TryGetValues(name, out var values), $"{response.RequestMessage}: {name}");
            Assert.Equal(value, Assert.Single(values));
        }
        Assert.False(response.Headers.Contains("Server"));
        if (response.Content.Headers.ContentType is { } type && type.MediaType!.StartsWith("text/", StringComparison.Ordinal))
            Assert.Equal("utf-8", type.CharSet);
    }

    [Fact]
    public async Task Pages_of_a_signed_in_user_are_not_cached()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).GetAsync("/assessments");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("HX-Request", response.Headers.Vary);
    }
}
