using System.Net;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Access;

/// <summary>Checks that every unsafe route rejects forged forms and requests from other sites.</summary>
public sealed class ForgeryTests
{
    /// <summary>
    /// Excluded: the error page, which changes nothing and must also answer requests without a token; and the endpoint of the earlier
    /// service, which uses no cookie, stores nothing and accepts no form.
    /// </summary>
    private static readonly string[] WithoutToken = ["/problem/{code:int?}", "/cvd-classification/"];

    [Theory]
    [InlineData("none")]
    [InlineData("forged")]
    [InlineData("another's")]
    [InlineData("mixed")]
    public async Task Rejects_a_request_without_a_valid_token(string token)
    {
        await using var host = await CardioHost.StartAsync();
        var id = (await Assessed.PathAsync(await host.DoctorAsync())).Split('/')[^1];
        foreach (var route in await UnsafeAsync(host))
        {
            if (WithoutToken.Contains(route.Pattern)) continue;
            foreach (var visitor in (Visitor[])[
                await host.DoctorAsync(), await host.ManagerAsync(), await host.AdminAsync(), host.Anonymous()
            ])
            {
                using var request = Post(route, id, await TokenAsync(token, host, visitor));
                using var response = await visitor.SendAsync(request);
                Assert.True(
                    IsRejected(response),
                    $"{route} took a token that is {token}: {response.StatusCode} {response.Headers.Location}");
            }
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Rejects_requests_from_another_site(string header, string value)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var id = (await Assessed.PathAsync(doctor)).Split('/')[^1];
        foreach (var route in await UnsafeAsync(host))
        {
            using var request = Post(route, id, await doctor.TokenAsync());
            request.Headers.Add(header, value);
            using var response = await doctor.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{route}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Form_values_override_query_values()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var fields = SamplePatients.Valid(("AgeYears", "5"));
        fields["__RequestVerificationToken"] = await doctor.TokenAsync();
        using var response = await doctor.SendAsync(HttpMethod.Post, "/assessments/new?Input.AgeYears=55", fields, htmx: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("5", (await Visitor.ReadAsync(response)).QuerySelector("[name='Input.AgeYears']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Without_an_origin_header_the_token_decides()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        foreach (var (token, isHeard) in new[] { (await doctor.TokenAsync(), true), ("forged", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/language");
            request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("culture", "pt-BR")]);
            request.Headers.Add("Origin", "null");
            using var response = await doctor.SendAsync(request);
            Assert.Equal(isHeard ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Rejection_is_a_page()
    {
        await using var host = await CardioHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await host.Anonymous().SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector("main h1"));
    }

    [Fact]
    public async Task Accepts_requests_from_its_own_pages()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language");
        request.Content = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", await doctor.TokenAsync()), new("culture", "pt-BR")]);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "https://cardio.example");
        using var response = await doctor.SendAsync(request);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    private static async Task<IReadOnlyList<SiteRoute>> UnsafeAsync(CardioHost host)
    {
        var routes = (await SiteRoute.AllAsync(host.Services)).Where(route => !route.IsSafe).ToList();
        Assert.NotEmpty(routes);
        return routes;
    }

    private static HttpRequestMessage Post(SiteRoute route, string id, string? token)
    {
        var path = route.Path(new Dictionary<string, string> { ["id"] = id, ["code"] = "404" });
        return new(new(route.Method), path)
        {
            Content = new FormUrlEncodedContent(token is null ? [] : [new("__RequestVerificationToken", token)]),
        };
    }

    private static async Task<string?> TokenAsync(string kind, CardioHost host, Visitor visitor) => kind switch
    {
        "none" => null,
        "forged" => "CfDJ8" + new string('A', 150),
        "another's" => await (await host.OtherDoctorAsync($"{Guid.NewGuid():N}@cardio.example")).TokenAsync(),
        _ => $"{(await visitor.TokenAsync())[..^6]}AAAAAA",
    };

    /// <summary>Whether the site rejected the request; authorization comes before the token check.</summary>
    private static bool IsRejected(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden
            or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
        || response.Headers.Location?.OriginalString.Contains("/sign-in?returnUrl", StringComparison.Ordinal) == true;
}
