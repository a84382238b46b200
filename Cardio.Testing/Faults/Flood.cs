using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>Posts patients over many connections with minimal client work, because client and site share the processors.</summary>
internal sealed class Flood(SiteProcess site, string key)
{
    private readonly byte[][] _requests = [.. Enumerable.Range(0, 64)
        .Select(number => SentPatient.Create($"O-{number}"))
        .Select(patient => Encoding.ASCII.GetBytes(patient.Head(key) + patient.Json))];

    /// <summary>Posts for a number of seconds and returns all responses.</summary>
    /// <param name="connections">Number of connections.</param>
    /// <param name="seconds">Duration in seconds.</param>
    /// <param name="rate">
    /// Total posts per second; a connection that still waits for a response skips its turn. Null to post without pauses.
    /// </param>
    public async Task<IReadOnlyCollection<Answer>> RunAsync(int connections, double seconds, double? rate = null)
    {
        var answers = new ConcurrentQueue<Answer>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            var interval = connections / rate ?? 0;
            var next = random.NextDouble() * interval;
            TcpClient? client = null;
            var buffer = new byte[16_384];
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                if (next - clock.Elapsed.TotalSeconds is > 0 and var wait) await Task.Delay(TimeSpan.FromSeconds(wait));
                next = Math.Max(next + interval, clock.Elapsed.TotalSeconds);
                var start = Stopwatch.GetTimestamp();
                var (status, hasRetryAfter) = (0, false);
                try
                {
                    if (client is null)
                    {
                        client = new TcpClient { NoDelay = true };
                        await client.ConnectAsync(site.Address.Host, site.Port);
                    }
                    await client.GetStream().WriteAsync(_requests[random.Next(_requests.Length)]);
                    (status, hasRetryAfter) = await ReadAsync(client.GetStream(), buffer);
                }
                catch (Exception failure) when (failure is IOException or SocketException)
                {
                    client?.Dispose();
                    client = null;
                    await Task.Delay(100);
                }
                answers.Enqueue(new(status, Stopwatch.GetElapsedTime(start).TotalMilliseconds, hasRetryAfter, ""));
            }
            client?.Dispose();
        })));
        return answers;
    }

    /// <summary>Reads one response completely, by its Content-Length or its last chunk.</summary>
    private static async Task<(int Status, bool HasRetryAfter)> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        var read = 0;
        while (true)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read));
            if (more == 0) throw new IOException("The connection was closed.");
            read += more;
            var text = buffer.AsSpan(0, read);
            var head = text.IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            if (!IsComplete(text[..head], text[(head + 4)..])) continue;
            return (int.Parse(text[9..12], CultureInfo.InvariantCulture), text[..head].IndexOf("Retry-After:"u8) > 0);
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.IndexOf("Content-Length: "u8);
        if (length < 0) return body.EndsWith("0\r\n\r\n"u8);
        var digits = head[(length + 16)..];
        var end = digits.IndexOf((byte)'\r');
        return body.Length >= int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
