using System.Globalization;
using Cardio.Benchmarks.Dashboard;
using Cardio.Benchmarks.Footprint;
using Cardio.Benchmarks.Load;
using Cardio.Benchmarks.Load.Baselines;
using Cardio.Benchmarks.Model;
using Cardio.Benchmarks.Soak;

namespace Cardio.Benchmarks;

/// <summary>Entry point. Not named Program, because the browser tests also reference the <c>Program</c> of the site.</summary>
internal static class Commands
{
    /// <summary>Runs the command; returns 0 on success.</summary>
    public static async Task<int> Main(string[] args)
    {
        switch (args.Contains("--help") ? [] : args)
        {
            case [ColdStart.Argument]:
                ColdStart.MeasureHere();
                return 0;
            case ["model", .. var more]:
                ModelReport.Write(more is [var path] ? path : Path.Combine("Cardio.Benchmarks", "reports", "model.md"));
                return 0;
            case ["dashboard", .. var more]:
                return await DashboardReport.WriteAsync(more) ? 0 : 1;
            case ["load", .. var more]:
                return await LoadReport.WriteAsync(more) ? 0 : 1;
            case [Baseline.Argument, var kind, var port]:
                await Baseline.ServeAsync(kind, port);
                return 0;
            case ["faults", .. var more]:
                return await FaultReport.RunAsync(more) ? 0 : 1;
            case ["soak", .. var more]:
                return await SoakReport.WriteAsync(more) ? 0 : 1;
            case ["assess", var site, var patients]: // used by .ci/footprint
                return await Doctors.AssessAsync(new(site), int.Parse(patients, CultureInfo.InvariantCulture)) ? 0 : 1;
            default:
                Console.Error.WriteLine(
                    "Usage: Cardio.Benchmarks model [REPORT] "
                    + "| dashboard [--engine sqlite|postgres] [--rows 10000,1000000] [--rounds 15] [--keep FOLDER] "
                    + "| load [--engine sqlite|postgres] [--seconds 3] [--rounds 5] [--only a,b,c,d,e] "
                    + "| faults [NAME] [--engine sqlite|postgres] [--short] "
                    + "| soak [--minutes 30] [--engine sqlite|postgres] "
                    + "| assess SITE PATIENTS");
                return 1;
        }
    }
}
