using System.Net;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Limits;
using Microsoft.AspNetCore.Http;

namespace Cardio.Site.Tests.Web.Limits;

public sealed class LimitTests
{
    private static readonly Dictionary<string, string?> Narrow = new() { ["Limits:ClientRequestsPerSecond"] = "1", ["Limits:ClientBurst"] = "12" };

    [Theory]
    [InlineData("2001:db8::1", "2001:db8:0:0:ffff::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Addresses_of_one_network_are_one_client(string one, string other, bool areOne) =>
        Assert.Equal(areOne, Client(one) == Client(other));

    private static string Client(string address) =>
        RequestLimiters.Client(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } });

    [Fact]
    public async Task One_client_that_asks_too_often_is_told_when_to_come_again_and_others_are_served()
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

        // Room comes back with every second, and a busy machine lets one pass.
        async Task<HttpResponseMessage> RefusedAsync(bool htmx)
        {
            for (var i = 0; i < 20; i++)
            {
                var response = await doctor.GetAsync("/about", htmx);
                if (response.StatusCode == HttpStatusCode.TooManyRequests) return response;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
            throw new InvalidOperationException("Nothing was refused.");
        }
    }
}
