using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Testing.Faults;

/// <summary>Sends SIGTERM while a hundred requests are in progress; their second half is sent afterwards.</summary>
internal static class StopScenario
{
    private const int Requests = 100;
    private const double MaximumStopTime = 25; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        using (var client = site.Client(key))
        {
            var first = await client.MeasureAsync(SentPatient.Create("first"));
            trial.Require(first.Status == 201, $"The first post returned {first.Status}.");
        }
        List<(SentPatient Patient, TcpClient Client)> inFlight = [];
        for (var number = 0; number < Requests; number++)
        {
            var patient = SentPatient.Create($"S-{number}");
            inFlight.Add((patient, await SendHalfAsync(site, key, patient)));
        }
        await Task.Delay(300);

        site.Terminate();
        var clock = Stopwatch.StartNew();
        var unready = await Wait.UntilAsync(async () => await site.StatusAsync("/health/ready") == 503, 3);
        trial.Require(unready is { } took && trial.IsWithin(took, 1), $"/health/ready was not 503 within a second.");
        trial.Require(await site.StatusAsync("/health/live") == 200, $"The site stopped serving immediately.");
        await Task.Delay(3000); // by now it no longer listens
        foreach (var (patient, client) in inFlight)
        {
            var answer = await FinishAsync(client, patient);
            var isStored = answer.StartsWith("HTTP/1.1 201", StringComparison.Ordinal);
            trial.Require(isStored, $"{patient.Code} was dropped: {answer[..Math.Min(answer.Length, 100)]}");
            if (!isStored) continue;
            var body = answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];
            acknowledged.Add(patient, body);
        }
        var code = await site.TryEndAsync(TimeSpan.FromSeconds(40));
        trial.Require(code == 0, $"The site exited with code {code ?? -1} (-1: it did not exit).");
        trial.Require(clock.Elapsed.TotalSeconds <= MaximumStopTime, $"The site exited after {clock.Elapsed.TotalSeconds:0.0} s.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.Observe(
            $"{Requests} posts, half sent at SIGTERM and completed 3 s later: {acknowledged.Count} answered with 201 and stored. ",
            $"Readiness was 503 after {unready?.TotalMilliseconds ?? double.NaN:0} ms; exit code {code} after ",
            $"{clock.Elapsed.TotalSeconds:0.0} s.");
    }

    private static async Task<TcpClient> SendHalfAsync(SiteProcess site, string key, SentPatient patient)
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
