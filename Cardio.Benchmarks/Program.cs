using System.Globalization;
using Cardio.Benchmarks.Dashboard;
using Cardio.Benchmarks.Faults;
using Cardio.Benchmarks.Footprint;
using Cardio.Benchmarks.Model;
using Cardio.Benchmarks.Soak;

switch (args)
{
    case [ColdStart.Argument]:
        ColdStart.MeasureHere();
        return 0;
    case ["model", .. var more]:
        ModelReport.Write(more is [var path] ? path : Path.Combine("Cardio.Benchmarks", "reports", "model.md"));
        return 0;
    case ["dashboard", .. var more]:
        return await DashboardReport.WriteAsync(more) ? 0 : 1;
    case ["faults", .. var more]:
        return await FaultReport.RunAsync(more) ? 0 : 1;
    case ["soak", .. var more]:
        return await SoakReport.WriteAsync(more) ? 0 : 1;
    case ["assess", var site, var patients]: // what .ci/footprint drives the container with
        return await Doctors.AssessAsync(new(site), int.Parse(patients, CultureInfo.InvariantCulture)) ? 0 : 1;
    default:
        Console.Error.WriteLine("Usage: Cardio.Benchmarks model [REPORT] | dashboard [--engine sqlite|postgres] [--rows 10000,1000000] [--rounds 15] [--keep FOLDER] | faults [NAME] [--engine sqlite|postgres] [--short] | soak [--minutes 30] [--engine sqlite|postgres] | assess SITE PATIENTS");
        return 1;
}
