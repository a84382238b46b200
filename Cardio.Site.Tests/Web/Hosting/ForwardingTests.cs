using System.Net;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web.Hosting;

/// <summary>The client is the entry that the last proxy added; a client may have forged the entries before it.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Behind_a_proxy_the_last_hop_is_the_client()
    {
        await using var host = await StartWithOneRequestPerClientAsync(behindProxy: true);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "192.0.2.1, 192.0.2.9"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(host, "192.0.2.2, 192.0.2.9")); // the same client
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "192.0.2.1, 192.0.2.8"));
    }

    [Fact]
    public async Task Behind_two_proxies_the_entry_before_the_last_is_the_client()
    {
        await using var host = await StartWithOneRequestPerClientAsync(behindProxy: true, hops: 2);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "192.0.2.1, 203.0.113.1, 192.0.2.9"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(host, "192.0.2.2, 203.0.113.1, 192.0.2.8")); // the same client
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "203.0.113.2, 192.0.2.9"));
    }

    [Fact]
    public async Task Without_a_proxy_the_header_is_ignored()
    {
        await using var host = await StartWithOneRequestPerClientAsync(behindProxy: false);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(host, "192.0.2.2"));
    }

    private static Task<CardioHost> StartWithOneRequestPerClientAsync(bool behindProxy, int hops = 1) =>
        CardioHost.StartAsync(settings: new()
        {
            ["Https:BehindProxy"] = behindProxy ? "true" : "false",
            ["Https:ProxyHops"] = $"{hops}",
            ["Limits:ClientBurst"] = "1",
            ["Limits:ClientRequestsPerSecond"] = "1",
        });

    private static async Task<HttpStatusCode> AskAsync(CardioHost host, string forwardedFor)
    {
        using var http = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://cardio.example/sign-in");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
