using System.Collections.Concurrent;

namespace Cardio.Testing.Faults;

/// <summary>API clients that post patients one after another until they are stopped, and record the responses.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static int _number;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<ApiTestClient> _clients;
    private readonly List<Task> _work;
    private readonly Acknowledged _acknowledged;
    private readonly bool _retries;
    private readonly int _pause;

    /// <summary>Starts clients, distributed over the sites.</summary>
    /// <param name="sites">Sites to post to.</param>
    /// <param name="key">API key of the clients.</param>
    /// <param name="count">Number of clients.</param>
    /// <param name="acknowledged">Receives the acknowledged assessments.</param>
    /// <param name="retries">Whether a client retries an unacknowledged patient with the same idempotency key.</param>
    /// <param name="pause">Pause between two posts of a client, in milliseconds.</param>
    public Load(
        IReadOnlyList<SiteProcess> sites, string key, int count, Acknowledged acknowledged, bool retries = false, int pause = 0)
    {
        (_acknowledged, _retries, _pause) = (acknowledged, retries, pause);
        _clients = [.. Enumerable.Range(0, count).Select(number => sites[number % sites.Count].Client(key))];
        _work = [.. _clients.Select(client => Task.Run(() => WorkAsync(client)))];
    }

    /// <summary>All responses; those with status 201 without their body.</summary>
    public ConcurrentQueue<Answer> Answers { get; } = [];

    private async Task WorkAsync(ApiTestClient client)
    {
        SentPatient? pending = null;
        while (!_stop.IsCancellationRequested)
        {
            var patient = pending ?? SentPatient.Create($"P-{Interlocked.Increment(ref _number)}");
            var answer = await client.MeasureAsync(patient, _retries ? patient.Code : null);
            if (answer.Status == 201) _acknowledged.Add(patient, answer.Body);
            Answers.Enqueue(answer.Status == 201 ? answer with { Body = "" } : answer);
            pending = answer.Status == 201 || !_retries ? null : patient;
            var pause = answer.Status == 201 ? _pause : 20; // back off from a busy site
            if (pause > 0) await Task.Delay(pause);
        }
    }

    /// <summary>Stops the clients after their current request.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients) client.Dispose();
        _stop.Dispose();
    }
}
