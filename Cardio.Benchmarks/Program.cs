using Cardio.Benchmarks.Model;

switch (args)
{
    case [ColdStart.Argument]:
        ColdStart.MeasureHere();
        return 0;
    case ["model", .. var more]:
        ModelReport.Write(more is [var path] ? path : Path.Combine("Cardio.Benchmarks", "reports", "model.md"));
        return 0;
    default:
        Console.Error.WriteLine("Usage: Cardio.Benchmarks model [REPORT]");
        return 1;
}
