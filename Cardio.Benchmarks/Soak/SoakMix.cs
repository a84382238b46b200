using System.Collections.Concurrent;
using System.Diagnostics;
using Cardio.Testing.Faults;

namespace Cardio.Benchmarks.Soak;

/// <summary>Simulates the daily load of a clinic: API clients, doctors and a manager.</summary>
internal sealed class SoakMix(SiteProcess site, Flood flood, double rate)
{
    public const int Doctors = 4;

    private static readonly string[] Dashboards = ["/dashboard", "/dashboard/quality", "/dashboard/value", "/dashboard/reliability"];

    private readonly ConcurrentDictionary<(string What, int Status), int> _answers = [];
    private readonly ConcurrentQueue<PageTiming> _pages = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Response time of a page and when it was requested.</summary>
    public sealed record PageTiming(string Page, double Minute, double Milliseconds);

    /// <summary>Response times of the pages for doctors and the manager.</summary>
    public IReadOnlyCollection<PageTiming> Pages => _pages;

    /// <summary>Number of responses by kind and status.</summary>
    public string Tally => string.Join(
        ", ",
        _answers.OrderBy(count => count.Key).Select(count => $"{count.Value} × {count.Key.What} {count.Key.Status}"));

    /// <summary>Whether every request succeeded.</summary>
    public bool AllSucceeded => _answers.Keys.All(answer => answer.Status is 200 or 201);

    /// <summary>Runs the load until it is cancelled.</summary>
    public Task RunAsync(double seconds, CancellationToken cancellationToken) => Task.WhenAll(
    [
        ClientsAsync(seconds),
        ManagerAsync(cancellationToken),
        .. Enumerable.Range(0, Doctors).Select(number => DoctorAsync(number, cancellationToken)),
    ]);

    /// <summary>Runs in intervals, so that not all answers are kept in memory.</summary>
    private async Task ClientsAsync(double seconds)
    {
        for (var left = seconds; left > 0; left -= 10)
            foreach (var answer in await flood.RunAsync(16, Math.Min(10, left), rate)) Count("post", answer);
    }

    private async Task DoctorAsync(int number, CancellationToken cancellationToken)
    {
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        for (var patient = 0; !cancellationToken.IsCancellationRequested; patient++)
        {
            Record("form", await doctor.AssessAsync(SentPatient.Create($"D{number}-{patient}").Fields));
            Record("history", await doctor.GetAsync("/assessments"));
            await PauseAsync(500, cancellationToken);
        }
    }

    private async Task ManagerAsync(CancellationToken cancellationToken)
    {
        using var manager = await BenchmarkDoctor.SignInAsync(site, "manager");
        for (var page = 0; !cancellationToken.IsCancellationRequested; page++)
        {
            Record("dashboard", await manager.GetAsync(Dashboards[page % Dashboards.Length]));
            await PauseAsync(2000, cancellationToken);
        }
    }

    private static async Task PauseAsync(int milliseconds, CancellationToken cancellationToken) =>
        await Task.Delay(milliseconds, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Record(string what, Answer answer)
    {
        Count(what, answer);
        _pages.Enqueue(new(what, _clock.Elapsed.TotalMinutes, answer.Milliseconds));
    }

    private void Count(string what, Answer answer) => _answers.AddOrUpdate((what, answer.Status), 1, (_, before) => before + 1);
}
