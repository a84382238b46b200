
namespace Cardio.Testing.Faults;

/// <summary>Sends generated valid, careless and hostile inputs to API and form: nothing fails, only valid values are stored.</summary>
internal static class InputsScenario
{
    private const int Concurrency = 8;

    private static readonly string[] Odd =
    [
        "", " ", "-1", "0", "55.5", "55,5", "5.5e1", "1e400", "NaN", "∞", "99999999999999999999", "\0", "\ud800", "' or 1=1 --",
        "<script>", "female", "true", "normal", "Sex", "52998224725", new('9', 5000),
    ];

    public static async Task RunAsync(Trial trial)
    {
        var inputs = trial.Count(full: 10_000, brief: 200);
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        using var client = site.Client(key);
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var random = new Random(20261125);
        List<string> bodies = [.. Enumerable.Range(0, inputs).Select(_ => Bodies.Generate(random))];
        List<Dictionary<string, string>> forms = [.. Enumerable.Range(0, inputs).Select(_ => Form(random))];
        var (byApi, byForm) = (0, 0);
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (body, _) =>
        {
            var answer = await client.MeasureAsync(HttpMethod.Post, "/assessments", body);
            if (answer.Status == 201) Interlocked.Increment(ref byApi);
            else trial.Require(answer.Status is 400 or 422, $"{answer.Status} for {body}.");
        });
        await Parallel.ForEachAsync(forms, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (form, _) =>
        {
            var answer = await doctor.AssessAsync(form);
            if (answer.Status == 200) Interlocked.Increment(ref byForm);
            else trial.Require(answer.Status is 400 or 422, $"{answer.Status} for {string.Join('&', form)}.");
        });
        await using var connection = await trial.OpenAsync();
        var stored = await Trial.NumberAsync(connection, "select count(*) from assessment");
        var outside = await Trial.NumberAsync(connection, Outside);
        trial.Require(stored == byApi + byForm, $"{stored} assessments are stored, but {byApi + byForm} were acknowledged.");
        trial.Require(outside == 0, $"{outside} stored rows are outside the published ranges.");
        var isMixed = byApi > inputs / 20 && byApi < inputs && byForm > inputs / 20 && byForm < inputs;
        trial.Require(isMixed, $"{byApi} and {byForm} accepted: the inputs are not mixed.");
        trial.Observe(
            $"{inputs} generated API bodies, {byApi} accepted; {inputs} generated forms, {byForm} accepted; ",
            $"the others returned 400 or 422, none 5xx.");
        trial.Observe($"{stored} rows stored, {outside} of them outside the published ranges.");
    }

    private const string Outside =
        """
        select count(*) from assessment
        where age_years not between 18 and 110 or height_cm not between 120 and 220 or weight_kg not between 30 and 250
           or systolic_mmhg not between 70 and 250 or diastolic_mmhg not between 40 and 150 or diastolic_mmhg >= systolic_mmhg
        """;

    private static Dictionary<string, string> Form(Random random)
    {
        var fields = SentPatient.Create($"F-{random.Next(100)}").Fields;
        var carelessness = random.Next(3) * 0.05;
        foreach (var name in fields.Keys.ToList())
        {
            if (random.NextDouble() < carelessness / 4) fields.Remove(name);
            else if (random.NextDouble() < carelessness) fields[name] = Odd[random.Next(Odd.Length)];
        }
        return fields;
    }
}
