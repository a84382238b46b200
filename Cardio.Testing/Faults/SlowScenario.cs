using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>Opens three hundred sockets that send one byte per second; half never complete their headers, half their body.</summary>
internal static class SlowScenario
{
    private const int Sockets = 300;
    private const double MaximumLifetime = 15; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        await NormalTrafficAsync(site, key, Task.Delay(trial.Count(full: 5000, brief: 1000))); // warms up
        var before = await NormalTrafficAsync(site, key, Task.Delay(trial.Count(full: 12_000, brief: 3000)));
        var slow = Task.WhenAll(Enumerable.Range(0, Sockets)
            .Select(number => Task.Run(() => LingerAsync(site, key, isBody: number % 2 == 1))));
        var during = await NormalTrafficAsync(site, key, slow);
        var lifetimes = await slow;
        var (p95Before, p95) = (AnswerTally.Percentile(before, 0.95), AnswerTally.Percentile(during, 0.95));
        trial.Require(lifetimes.Max() <= MaximumLifetime, $"A slow socket was closed after {lifetimes.Max():0.0} s.");
        trial.Require(during.All(answer => answer.Status == 201), $"Normal traffic: {AnswerTally.Format(during)}.");
        trial.Require(p95 <= (trial.IsShort ? 8 : 2) * p95Before, $"p95 of normal traffic was {p95:0} ms, {p95Before:0} ms before.");
        trial.Observe(
            $"{Sockets} slow sockets (half headers, half bodies, one byte per second) were closed after ",
            $"{lifetimes.Min():0.0}–{lifetimes.Max():0.0} s; normal traffic during that time {AnswerTally.Format(during)}, ",
            $"p95 {p95:0} ms, before {p95Before:0} ms.");
    }

    private static async Task<List<Answer>> NormalTrafficAsync(SiteProcess site, string key, Task until)
    {
        await using var load = new Load([site], key, 4, new(), pause: 20);
        await until;
        await load.StopAsync();
        return [.. load.Answers];
    }

    /// <summary>Returns the seconds until the site closes the socket.</summary>
    private static async Task<double> LingerAsync(SiteProcess site, string key, bool isBody)
    {
        var clock = Stopwatch.StartNew();
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Port);
        var end = client.GetStream().ReadAsync(new byte[4096]).AsTask();
        try
        {
            var start = "POST /api/v1/assessments HTTP/1.1\r\nHost: cardio.example\r\n";
            if (isBody)
            {
                start += $"Authorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: 300\r\n\r\n{{";
            }
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
            while (clock.Elapsed.TotalSeconds < 40 && await Task.WhenAny(end, Task.Delay(1000)) != end)
                await client.GetStream().WriteAsync("a"u8.ToArray());
            await end; // a response, then the end of the stream
            while (clock.Elapsed.TotalSeconds < 40 && await client.GetStream().ReadAsync(new byte[4096]) > 0) continue;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // Closed without a response.
        }
        return clock.Elapsed.TotalSeconds;
    }
}
