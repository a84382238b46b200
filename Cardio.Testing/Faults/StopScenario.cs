using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>SIGTERM while a hundred requests are under way: their second half is sent after it.</summary>
internal static class StopScenario
{
    private const int Requests = 100;
    private const double End = 25; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        using (var client = site.Client(key)) trial.Require((await client.MeasureAsync(SentPatient.Create("first"))).Status == 201, $"The site does not store.");
        List<(SentPatient Patient, TcpClient Client)> inFlight = [];
        for (var number = 0; number < Requests; number++)
        {
            var patient = SentPatient.Create($"S-{number}");
            inFlight.Add((patient, await HalfAsync(site, key, patient)));
        }
        await Task.Delay(300);

        site.Terminate();
        var clock = Stopwatch.StartNew();
        var told = await Wait.UntilAsync(async () => await site.StatusAsync("/health/ready") == 503, 3);
        trial.Require(told is { } took && trial.IsWithin(took, 1), $"/health/ready was not 503 within a second.");
        trial.Require(await site.StatusAsync("/health/live") == 200, $"The site serves no more at once.");
        await Task.Delay(3000); // by now it listens no more
        foreach (var (patient, client) in inFlight)
        {
            var answer = await FinishAsync(client, patient);
            trial.Require(answer.StartsWith("HTTP/1.1 201", StringComparison.Ordinal), $"{patient.Code} was dropped: {answer[..Math.Min(answer.Length, 100)]}");
            if (answer.StartsWith("HTTP/1.1 201", StringComparison.Ordinal)) acknowledged.Add(patient, answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]);
        }
        var code = await site.TryEndAsync(TimeSpan.FromSeconds(40));
        trial.Require(code == 0, $"It ended with {code ?? -1} (-1: not at all).");
        trial.Require(clock.Elapsed.TotalSeconds <= End, $"It ended after {clock.Elapsed.TotalSeconds:0.0} s.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.See($"{Requests} posts half sent at SIGTERM and finished 3 s later: {acknowledged.Count} answered 201 and stored. Ready was 503 after {told?.TotalMilliseconds ?? double.NaN:0} ms; exit {code} after {clock.Elapsed.TotalSeconds:0.0} s.");
    }

    private static async Task<TcpClient> HalfAsync(SiteProcess site, string key, SentPatient patient)
    {
        var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(patient.Head(key, "Connection: close\r\n") + patient.Json[..20]));
        return client;
    }

    private static async Task<string> FinishAsync(TcpClient client, SentPatient patient)
    {
        using (client)
        {
            try
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(patient.Json[20..]));
                using var reader = new StreamReader(client.GetStream());
                return await reader.ReadToEndAsync();
            }
            catch (IOException failure)
            {
                return failure.Message;
            }
        }
    }
}
