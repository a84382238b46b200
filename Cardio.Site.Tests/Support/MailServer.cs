using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Site.Tests.Support;

/// <summary>The least mail server that takes one message.</summary>
public sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<string> _message;

    public MailServer()
    {
        _listener.Start();
        _message = TakeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The message that came, with its envelope.</summary>
    public Task<string> MessageAsync() => _message.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    public void Dispose() => _listener.Dispose();

    private async Task<string> TakeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var message = new StringBuilder();
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            message.AppendLine(line);
            if (isData && line != ".") continue;
            if (line == "QUIT") break;
            isData = line == "DATA";
            await writer.WriteLineAsync(isData ? "354 go on" : "250 ok");
        }
        return message.ToString();
    }
}
