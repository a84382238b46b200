using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Processes;

public sealed class StoppingTests
{
    private const string Body = "Email=a%40b.example&Password=none";

    [Fact]
    public async Task Stopping_fails_readiness_at_once_and_lets_requests_finish()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new() { ["Https__Required"] = "false" }).ReadyAsync();
        var inFlight = new List<TcpClient>();
        for (var i = 0; i < 100; i++) inFlight.Add(await SendHalfAsync(site.Address));
        await Task.Delay(200, cancellation);

        site.Terminate();
        var clock = Stopwatch.StartNew();
        using var http = new HttpClient { BaseAddress = site.Address };
        // The site reports it while it still listens; later this request could not connect.
        while (await StatusAsync("/health/ready") != HttpStatusCode.ServiceUnavailable) await Task.Delay(20, cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));

        await Task.Delay(3000, cancellation); // until it has stopped listening
        await Assert.ThrowsAsync<SocketException>(() => SendHalfAsync(site.Address));
        foreach (var client in inFlight)
            Assert.StartsWith("HTTP/1.1 400", await FinishAsync(client), StringComparison.Ordinal); // answered: the token is missing
        Assert.Equal(0, await site.EndAsync());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 25);

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            return response.StatusCode;
        }
    }

    private static async Task<TcpClient> SendHalfAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var request = "POST /sign-in HTTP/1.1\r\nHost: cardio.example\r\nConnection: close\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\n\r\n{Body[..10]}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<string> FinishAsync(TcpClient client)
    {
        using (client)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body[10..]), TestContext.Current.CancellationToken);
            return await ReadAsync(client);
        }
    }

    private static async Task<string> ReadAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
