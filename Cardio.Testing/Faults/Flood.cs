using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>Many connections that post patients with next to no work of their own, since they share the processors with the site; at a rate, or as fast as they are answered.</summary>
internal sealed class Flood(SiteProcess site, string key)
{
    private readonly byte[][] _requests = [.. Enumerable.Range(0, 64).Select(number => SentPatient.Create($"O-{number}")).Select(patient => Encoding.ASCII.GetBytes(patient.Head(key) + patient.Json))];

    /// <summary>Posts for a time.</summary>
    /// <param name="connections">How many connections.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="rate">Posts a second over all connections; a connection that still waits for an answer lets its turn pass. Null: as fast as they are answered.</param>
    public async Task<IReadOnlyCollection<Answer>> RunAsync(int connections, double seconds, double? rate = null)
    {
        var answers = new ConcurrentQueue<Answer>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            var between = connections / rate ?? 0;
            var next = random.NextDouble() * between;
            TcpClient? client = null;
            var buffer = new byte[16_384];
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                if (next - clock.Elapsed.TotalSeconds is > 0 and var wait) await Task.Delay(TimeSpan.FromSeconds(wait));
                next = Math.Max(next + between, clock.Elapsed.TotalSeconds);
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

    /// <summary>Reads one answer to its end: by its length, or by its last chunk.</summary>
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
            if (!IsWhole(text[..head], text[(head + 4)..])) continue;
            return (int.Parse(text[9..12], CultureInfo.InvariantCulture), text[..head].IndexOf("Retry-After:"u8) > 0);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.IndexOf("Content-Length: "u8);
        if (length < 0) return body.EndsWith("0\r\n\r\n"u8);
        var digits = head[(length + 16)..];
        var end = digits.IndexOf((byte)'\r');
        return body.Length >= int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
