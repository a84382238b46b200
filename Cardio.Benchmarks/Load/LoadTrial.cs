using System.Globalization;
using System.Text;

namespace Cardio.Benchmarks.Load;

/// <summary>One load test: its options, its databases and the report being written.</summary>
internal sealed class LoadTrial(LoadOptions options, TrialDatabases databases)
{
    private readonly StringBuilder _text = new();

    /// <summary>Options of the load test.</summary>
    public LoadOptions Options => options;

    /// <summary>Databases of the servers.</summary>
    public TrialDatabases Databases => databases;

    /// <summary>Report so far, as Markdown.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether every target has been met so far.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Appends to the report and prints the text.</summary>
    public void Report(string text)
    {
        _text.Append(text).Append('\n');
        Console.WriteLine(text);
    }

    /// <summary>Records a missed target.</summary>
    public void Miss() => IsGood = false;

    /// <summary>Reports stored rows and successful responses; fewer rows than responses is a failure.</summary>
    public void CheckRows(string server, long rows, long responses)
    {
        if (rows < responses) Miss();
        var verdict = rows < responses ? ": ROWS WERE LOST" : "; the others were in progress when a run ended";
        Report(string.Create(
            CultureInfo.InvariantCulture,
            $"\nRows of the {server} after all rounds: {rows:N0} for {responses:N0} successful responses{verdict}."));
    }

    /// <summary>Reports ratios, each with its lower target if any.</summary>
    public void Compare(params (string Name, double Ratio, double? Target)[] ratios)
    {
        Report("\n| ratio, median of the rounds | | target |\n|---|---|---|");
        foreach (var (name, ratio, target) in ratios)
        {
            var isMissed = ratio < target;
            IsGood &= !isMissed;
            var verdict = isMissed ? "missed" : "met";
            var goal = target is null ? "" : string.Create(CultureInfo.InvariantCulture, $"at least {target}: {verdict}");
            var value = double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "no response to compare with";
            Report($"| {name} | {value} | {goal} |");
        }
    }

    /// <summary>Starts a site without rate limits on a new database.</summary>
    public async Task<(TrialSite Site, (string Name, string Value) Database)> SiteAsync(string name)
    {
        var database = databases.Filled(name, _ => { });
        (string, string)[] settings =
        [
            ("Limits__ClientRequestsPerSecond", "1000000"), ("Limits__ClientBurst", "1000000"), ("Compatibility__Enabled", "true"),
            .. ImageSettings.All,
        ];
        return (await TrialSite.ServeAsync(database, settings), database);
    }
}
