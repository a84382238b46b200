using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Web.Hosting;

/// <summary>The metrics of the site. They contain no patient's values, code or name, and no account.</summary>
internal sealed class SiteMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Cardio.Site";

    private readonly Meter _meter;
    private readonly Counter<long> _assessments;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _batchRows;
    private readonly Histogram<double> _scoring;

    public SiteMetrics(IMeterFactory meters, ServedModel served)
    {
        var meter = _meter = meters.Create(Name);
        _assessments = meter.CreateCounter<long>("cardio.assessments", "{assessment}", "Assessments answered and stored");
        _refused = meter.CreateCounter<long>("cardio.inputs.refused", "{input}", "Rejected forms");
        _batchRows = meter.CreateCounter<long>("cardio.batches.rows", "{row}", "Assessed rows of files");
        meter.CreateObservableGauge(
            "cardio.batches.waiting", () => BatchesWaiting, "{batch}", "Files that are queued or in progress, over all processes");
        _scoring = meter.CreateHistogram("cardio.scoring.duration", "s", "Time of one estimate with its reasons", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.1] });
        meter.CreateObservableGauge(
            "cardio.model.info", () => Model(served), description: "The live model: 1 with its version, 0 without a model");
    }

    /// <summary>Counts an assessment that was answered and stored.</summary>
    public void Assessed(string modelVersion) =>
        _assessments.Add(1, new KeyValuePair<string, object?>("model.version", modelVersion));

    /// <summary>The number of files queued or in progress, as this process last read it.</summary>
    public int BatchesWaiting { get; set; }

    /// <summary>Adds the metric of the queue of assessments to store.</summary>
    public void WatchWrites(Func<int> waiting) => _meter.CreateObservableGauge(
        "cardio.writes.waiting", waiting, "{assessment}", "Assessments in the queue of this process");

    /// <summary>Counts assessed rows of a file.</summary>
    public void BatchRows(int rows) => _batchRows.Add(rows);

    /// <summary>Counts a rejected form.</summary>
    /// <param name="page">Route of the page, which stays the same if its file moves.</param>
    public void Refused(string page) => _refused.Add(1, new KeyValuePair<string, object?>("page", page));

    /// <summary>Measures the time of an estimate.</summary>
    public T Timed<T>(Func<T> estimate)
    {
        var start = Stopwatch.GetTimestamp();
        var result = estimate();
        _scoring.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return result;
    }

    private static Measurement<int> Model(ServedModel served) => served.Current is { } model
        ? new(1, new KeyValuePair<string, object?>("model.version", model.Card.Version))
        : new(0);
}
