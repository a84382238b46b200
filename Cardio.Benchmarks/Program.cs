using System.Globalization;
using Cardio.Benchmarks.Dashboard;
using Cardio.Benchmarks.Footprint;
using Cardio.Benchmarks.Load;
using Cardio.Benchmarks.Load.Baselines;
using Cardio.Benchmarks.Model;
using Cardio.Benchmarks.Soak;

namespace Cardio.Benchmarks;

/// <summary>The commands; a class with a name of its own, since the browser's tests know the site's Program.</summary>
internal static class Commands
{
    /// <summary>Runs what the arguments name; 0 where it holds.</summary>
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
            case ["assess", var site, var patients]: // what .ci/footprint drives the container with
                return await Doctors.AssessAsync(new(site), int.Parse(patients, CultureInfo.InvariantCulture)) ? 0 : 1;
            default:
                Console.Error.WriteLine("Usage: Cardio.Benchmarks model [REPORT] | dashboard [--engine sqlite|postgres] [--rows 10000,1000000] [--rounds 15] [--keep FOLDER] | load [--engine sqlite|postgres] [--seconds 3] [--rounds 5] [--only a,b,c,d,e] | faults [NAME] [--engine sqlite|postgres] [--short] | soak [--minutes 30] [--engine sqlite|postgres] | assess SITE PATIENTS");
                return 1;
        }
    }
}
