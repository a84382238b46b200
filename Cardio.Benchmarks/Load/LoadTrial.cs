using System.Globalization;
using System.Text;

namespace Cardio.Benchmarks.Load;

/// <summary>One run of the load: what is asked for, where the databases are, and the report as it grows.</summary>
internal sealed class LoadTrial(LoadOptions options, TrialDatabases databases)
{
    private readonly StringBuilder _text = new();

    /// <summary>What is asked for.</summary>
    public LoadOptions Options => options;

    /// <summary>Where the databases are.</summary>
    public TrialDatabases Databases => databases;

    /// <summary>The report so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether all is within the aims so far.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Adds to the report, and shows it.</summary>
    public void Say(string text)
    {
        _text.Append(text).Append('\n');
        Console.WriteLine(text);
    }

    /// <summary>Something is not within the aims.</summary>
    public void Miss() => IsGood = false;

    /// <summary>Says how many rows there are for the good answers; fewer rows than answers is a fault.</summary>
    public void Keep(string server, long rows, long answers)
    {
        if (rows < answers) Miss();
        Say(string.Create(CultureInfo.InvariantCulture, $"\nRows of the {server} after all rounds: {rows:N0} for {answers:N0} good answers{(rows < answers ? ": SOME ARE LOST" : ", the rest was in work when a run ended")}."));
    }

    /// <summary>Adds lines of the aims: each a ratio and the least that it should be.</summary>
    public void Compare(params (string What, double Ratio, double? Least)[] ratios)
    {
        Say("\n| ratio, median of the rounds | | aim |\n|---|---|---|");
        foreach (var (what, ratio, least) in ratios)
        {
            IsGood &= !(ratio < least);
            var aim = least is null ? "" : string.Create(CultureInfo.InvariantCulture, $"at least {least}: {(ratio < least ? "missed" : "within")}");
            Say(string.Create(CultureInfo.InvariantCulture, $"| {what} | {(double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "no answer to compare with")} | {aim} |"));
        }
    }

    /// <summary>A site that refuses nobody for asking too often, over a new database of a name.</summary>
    public async Task<(TrialSite Site, (string Name, string Value) Database)> SiteAsync(string name)
    {
        var database = databases.Filled(name, _ => { });
        return (await TrialSite.ServeAsync(database, [("Limits__ClientRequestsPerSecond", "1000000"), ("Limits__ClientBurst", "1000000"), ("Compatibility__Enabled", "true"), .. ImageSettings.All]), database);
    }
}
