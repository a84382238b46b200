using System.Collections.Concurrent;
using System.Diagnostics;
using Cardio.Testing.Faults;

namespace Cardio.Benchmarks.Soak;

/// <summary>What a clinic does all day: programs post, doctors assess and look back, a manager reads.</summary>
internal sealed class SoakMix(SiteProcess site, Flood flood, double rate)
{
    public const int Doctors = 4;

    private static readonly string[] Dashboards = ["/dashboard", "/dashboard/quality", "/dashboard/value", "/dashboard/reliability"];

    private readonly ConcurrentDictionary<(string What, int Status), int> _answers = [];
    private readonly ConcurrentQueue<Taken> _pages = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>How long a page took, and when it came.</summary>
    public sealed record Taken(string What, double Minute, double Milliseconds);

    /// <summary>What doctors and the manager waited for.</summary>
    public IReadOnlyCollection<Taken> Pages => _pages;

    /// <summary>Answers by kind and status.</summary>
    public string Tally => string.Join(", ", _answers.OrderBy(count => count.Key).Select(count => $"{count.Value} × {count.Key.What} {count.Key.Status}"));

    /// <summary>Whether everything was answered as it ought to be.</summary>
    public bool IsAnswered => _answers.Keys.All(answer => answer.Status is 200 or 201);

    /// <summary>Works until it is enough.</summary>
    public Task RunAsync(double seconds, CancellationToken enough) => Task.WhenAll(
        [ProgramsAsync(seconds), ManagerAsync(enough), .. Enumerable.Range(0, Doctors).Select(number => DoctorAsync(number, enough))]);

    /// <summary>In pieces, so that the answers of long need not be kept.</summary>
    private async Task ProgramsAsync(double seconds)
    {
        for (var left = seconds; left > 0; left -= 10)
            foreach (var answer in await flood.RunAsync(16, Math.Min(10, left), rate)) Count("post", answer);
    }

    private async Task DoctorAsync(int number, CancellationToken enough)
    {
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        for (var patient = 0; !enough.IsCancellationRequested; patient++)
        {
            Note("form", await doctor.AssessAsync(SentPatient.Create($"D{number}-{patient}").Fields));
            Note("history", await doctor.GetAsync("/assessments"));
            await PauseAsync(500, enough);
        }
    }

    private async Task ManagerAsync(CancellationToken enough)
    {
        using var manager = await BenchmarkDoctor.SignInAsync(site, "manager");
        for (var page = 0; !enough.IsCancellationRequested; page++)
        {
            Note("dashboard", await manager.GetAsync(Dashboards[page % Dashboards.Length]));
            await PauseAsync(2000, enough);
        }
    }

    private static async Task PauseAsync(int milliseconds, CancellationToken enough) => await Task.Delay(milliseconds, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Note(string what, Answer answer)
    {
        Count(what, answer);
        _pages.Enqueue(new(what, _clock.Elapsed.TotalMinutes, answer.Milliseconds));
    }

    private void Count(string what, Answer answer) => _answers.AddOrUpdate((what, answer.Status), 1, (_, before) => before + 1);
}
