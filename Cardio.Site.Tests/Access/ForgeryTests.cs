using System.Net;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Access;

/// <summary>No other site's page, and no forged form, changes anything: on every unsafe route of the site.</summary>
public sealed class ForgeryTests
{
    /// <summary>
    /// The page that tells of an error changes nothing, and must answer to a request without a token too. What older clients ask knows no
    /// cookie, stores nothing and takes no form.
    /// </summary>
    private static readonly string[] WithoutToken = ["/problem/{code:int?}", "/cvd-classification/"];

    [Theory]
    [InlineData("none")]
    [InlineData("forged")]
    [InlineData("another's")]
    [InlineData("mixed")]
    public async Task A_request_without_ones_own_token_is_refused(string token)
    {
        await using var host = await CardioHost.StartAsync();
        var id = (await Assessed.PathAsync(await host.DoctorAsync())).Split('/')[^1];
        foreach (var route in await UnsafeAsync(host))
        {
            if (WithoutToken.Contains(route.Pattern)) continue;
            foreach (var visitor in (Visitor[])[await host.DoctorAsync(), await host.ManagerAsync(), await host.AdminAsync(), host.Anonymous()])
            {
                using var request = Post(route, id, await TokenAsync(token, host, visitor));
                using var response = await visitor.SendAsync(request);
                Assert.True(IsRefused(response), $"{route} took a token that is {token}: {response.StatusCode} {response.Headers.Location}");
            }
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task What_another_sites_page_sends_is_refused_whatever_it_carries(string header, string value)
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
    public async Task What_the_form_says_wins_over_what_the_address_says()
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
    public async Task Without_an_origin_the_token_decides()
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
    public async Task A_refusal_is_a_page()
    {
        await using var host = await CardioHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await host.Anonymous().SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector("main h1"));
    }

    [Fact]
    public async Task The_sites_own_pages_are_heard()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language");
        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await doctor.TokenAsync()), new("culture", "pt-BR")]);
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

    /// <summary>Who may not use the route at all is turned away before the token is looked at.</summary>
    private static bool IsRefused(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
        || response.Headers.Location?.OriginalString.Contains("/sign-in?returnUrl", StringComparison.Ordinal) == true;
}
