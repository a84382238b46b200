using System.Net;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Limits;
using Microsoft.AspNetCore.Http;

namespace Cardio.Site.Tests.Web.Limits;

public sealed class LimitTests
{
    private static readonly Dictionary<string, string?> Narrow = new()
    {
        ["Limits:ClientRequestsPerSecond"] = "1", ["Limits:ClientBurst"] = "12",
    };

    [Theory]
    [InlineData("2001:db8::1", "2001:db8:0:0:ffff::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Addresses_of_one_network_count_as_one_client(string first, string second, bool areEqual) =>
        Assert.Equal(areEqual, Client(first) == Client(second));

    private static string Client(string address) =>
        RequestLimiters.Client(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } });

    [Fact]
    public async Task Client_over_its_limit_gets_Retry_After_and_others_are_served()
    {
        await using var host = await CardioHost.StartAsync(settings: Narrow);
        var doctor = await host.DoctorAsync();
        using var refused = await RefusedAsync(htmx: false);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("Too many requests from you", (await Visitor.ReadAsync(refused)).QuerySelector("h1")!.TextContent);

        using var fragment = await RefusedAsync(htmx: true);
        Assert.Null((await Visitor.ReadAsync(fragment)).QuerySelector("header"));

        Assert.Equal(HttpStatusCode.OK, (await (await host.OtherDoctorAsync()).GetAsync("/about")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await doctor.GetAsync("/css/site.css")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await doctor.GetAsync("/health/live")).StatusCode);

        // The bucket refills every second, so a slow test machine may let a request pass.
        async Task<HttpResponseMessage> RefusedAsync(bool htmx)
        {
            for (var i = 0; i < 20; i++)
            {
                var response = await doctor.GetAsync("/about", htmx);
                if (response.StatusCode == HttpStatusCode.TooManyRequests) return response;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
            throw new InvalidOperationException("No request was rejected.");
        }
    }
}
