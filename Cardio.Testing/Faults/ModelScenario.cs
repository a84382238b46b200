using Cardio.Model.Serving;
using Microsoft.ML;

namespace Cardio.Testing.Faults;

/// <summary>Starts the site with damaged or foreign model files: it stays up, rejects the model and reports it.</summary>
internal static class ModelScenario
{
    private static readonly string[] Damages = ["one bit flipped", "truncated", "missing", "with another schema"];

    public static async Task RunAsync(Trial trial)
    {
        string key;
        using (var site = trial.Start())
        {
            await site.ReadyAsync();
            key = trial.Key();
        }
        foreach (var damage in trial.IsShort ? Damages[^1..] : Damages)
        {
            var folder = Directory.CreateDirectory(Path.Combine(trial.Folder, damage.Replace(' ', '-'))).FullName;
            foreach (var file in Directory.EnumerateFiles(BuiltSite.Model))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            Damage(folder, damage);
            using var site = trial.Start(("Model__Directory", folder));
            var live = await Wait.UntilAsync(async () => await site.StatusAsync("/health/live") == 200, 30);
            var ready = await site.StatusAsync("/health/ready");
            trial.Require(live is not null && ready == 503, $"{damage}: live {(live is null ? "never" : "200")}, ready {ready}.");
            using var client = site.Client(key);
            var post = await client.MeasureAsync(SentPatient.Create("M-1"));
            trial.Require(
                post.Status == 503 && post.Body.Contains("model", StringComparison.OrdinalIgnoreCase),
                $"{damage}: a post returned {post.Status}: {post.Body}");
            using var doctor = await BenchmarkDoctor.SignInAsync(site);
            var form = await doctor.OpenAsync("/assessments/new");
            trial.Require(
                form.Contains("The model is not available", StringComparison.Ordinal), $"{damage}: the form does not report it.");
            trial.Require((await doctor.GetAsync("/assessments")).Status == 200, $"{damage}: the history is unavailable.");
            trial.Observe(
                $"{damage}: live 200, ready {ready}, a post {post.Status}; the form reports that the model is not available; ",
                $"the history is available.");
        }
        await using var connection = await trial.OpenAsync();
        trial.Require(
            await Trial.NumberAsync(connection, "select count(*) from assessment") == 0, $"An assessment was stored without a model.");
    }

    private static void Damage(string folder, string damage)
    {
        var path = Path.Combine(folder, ArtifactFiles.Model);
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "one bit flipped":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "truncated":
                File.WriteAllBytes(path, bytes[..^1]);
                break;
            case "missing":
                File.Delete(path);
                break;
            default:
                Replace(folder, path);
                break;
        }
    }

    /// <summary>Writes a valid ML.NET model with other columns and the matching hash.</summary>
    private static void Replace(string folder, string path)
    {
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFromEnumerable([new ForeignRow { Length = 1, Weight = 2 }, new ForeignRow { Length = 2, Weight = 4 }]);
        var transform = context.Transforms.Concatenate("Features", nameof(ForeignRow.Length), nameof(ForeignRow.Weight));
        context.Model.Save(transform.Fit(rows), rows.Schema, path);
        byte[][] contents = [.. ArtifactFiles.All.Select(name => File.ReadAllBytes(Path.Combine(folder, name)))];
        File.WriteAllText(Path.Combine(folder, ArtifactFiles.Hash), ArtifactFiles.Sha256(contents));
    }

    private sealed class ForeignRow
    {
        public float Length { get; set; }

        public float Weight { get; set; }
    }
}
