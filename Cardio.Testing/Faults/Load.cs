using System.Collections.Concurrent;

namespace Cardio.Testing.Faults;

/// <summary>Programs that post one patient after the other, until they are stopped, and keep what came of it.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static int _number;

    private readonly CancellationTokenSource _enough = new();
    private readonly List<ApiTestClient> _clients;
    private readonly List<Task> _work;
    private readonly Acknowledged _acknowledged;
    private readonly bool _comesAgain;
    private readonly int _pause;

    /// <summary>Starts so many clients, in turns at the given sites.</summary>
    /// <param name="sites">The sites.</param>
    /// <param name="key">Their key.</param>
    /// <param name="count">How many.</param>
    /// <param name="acknowledged">The list they write to.</param>
    /// <param name="comesAgain">Whether a patient who was not acknowledged is sent again under the same idempotency key, as a careful program does.</param>
    /// <param name="pause">Milliseconds between two patients.</param>
    public Load(IReadOnlyList<SiteProcess> sites, string key, int count, Acknowledged acknowledged, bool comesAgain = false, int pause = 0)
    {
        (_acknowledged, _comesAgain, _pause) = (acknowledged, comesAgain, pause);
        _clients = [.. Enumerable.Range(0, count).Select(number => sites[number % sites.Count].Client(key))];
        _work = [.. _clients.Select(client => Task.Run(() => WorkAsync(client)))];
    }

    /// <summary>All answers, the acknowledged without their body.</summary>
    public ConcurrentQueue<Answer> Answers { get; } = [];

    private async Task WorkAsync(ApiTestClient client)
    {
        SentPatient? again = null;
        while (!_enough.IsCancellationRequested)
        {
            var patient = again ?? SentPatient.Create($"P-{Interlocked.Increment(ref _number)}");
            var answer = await client.MeasureAsync(patient, _comesAgain ? patient.Code : null);
            if (answer.Status == 201) _acknowledged.Add(patient, answer.Body);
            Answers.Enqueue(answer.Status == 201 ? answer with { Body = "" } : answer);
            again = answer.Status == 201 || !_comesAgain ? null : patient;
            var pause = answer.Status == 201 ? _pause : 20; // nobody asks a busy site as fast as it refuses
            if (pause > 0) await Task.Delay(pause);
        }
    }

    /// <summary>Lets them finish what they do.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_work);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients) client.Dispose();
        _enough.Dispose();
    }
}
