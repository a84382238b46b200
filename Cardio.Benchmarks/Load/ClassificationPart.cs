namespace Cardio.Benchmarks.Load;

/// <summary>Compares <c>POST /cvd-classification</c> with a reconstruction of the previous service in Python.</summary>
internal static class ClassificationPart
{
    private const string Path = "/cvd-classification";
    private const int Connections = 16;

    private static readonly string Script = System.IO.Path.Combine(AppContext.BaseDirectory, "Load", "classification.py");

    /// <summary>Measures this part and adds it to the report.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        Debian.Ensure(
            $"{Debian.Python} -c 'import flask, pandas, sklearn' && command -v gunicorn",
            "python3-flask python3-pandas python3-sklearn gunicorn");
        var (served, _) = await trial.SiteAsync("classification");
        using var site = served;
        var folder = Directory.CreateTempSubdirectory("cardio-pickles-");
        Debian.Run(Debian.Python, Script, "fit", folder.FullName);
        using var development = await ServerProcess.StartAsync(port => [Debian.Python, Script, "serve", port], Settings("1"));
        using var single = await GunicornAsync(Settings("1"));
        using var many = await GunicornAsync(Settings(null));
        var contenders = new Contender[]
        {
            new("site", site.Address, site.Process),
            new("Flask's development server, 1 thread of the model", development.Address, development.Process),
            new("gunicorn, 2 workers, 1 thread each of the model", single.Address, single.Process),
            new("gunicorn, 2 workers, the model's threads as they come", many.Address, many.Process),
        };
        var run = await SideBySideRun.RunAsync(trial.Options, "classification", Path, [Connections], contenders);
        folder.Delete(recursive: true);

        trial.Report($"""

            ## c. `POST {Path}`: the API of the previous service

            The site estimates and responds with one of two sentences; nothing is stored. In Python
            (`Cardio.Benchmarks/Load/classification.py`): Flask, a pandas data frame per request, five min-max scalers and a scikit-learn
            boosting model fitted on synthetic patients, all loaded once. Each request is a different patient.

            {run.Table()}
            """);
        trial.Compare([.. contenders[1..].Select((other, index) => (
            $"site to {other.Name}",
            run.Ratio(contenders[0], other, Connections),
            index == 0 ? null : (double?)100))]);

        (string, string)[] Settings(string? threads) =>
        [
            ("CARDIO_PICKLES", folder.FullName),
            .. threads is null ? [] : new[] { ("OMP_NUM_THREADS", threads), ("OPENBLAS_NUM_THREADS", threads) },
        ];
    }

    private static Task<ServerProcess> GunicornAsync((string, string)[] settings) => ServerProcess.StartAsync(
        port =>
        [
            Debian.Python, "/usr/bin/gunicorn", "--workers", "2", "--chdir", System.IO.Path.GetDirectoryName(Script)!,
            "--bind", $"127.0.0.1:{port}", "classification:app",
        ],
        settings);
}
