using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>Fifty clients post one patient with the same idempotency key to two processes at once; then one changes the body.</summary>
internal static class IdempotencyScenario
{
    private const int Parallel = 50;
    private const string Key = "visit";

    public static async Task RunAsync(Trial trial)
    {
        var rounds = trial.Count(full: 100, brief: 3);
        SiteProcess[] sites = [trial.Start(), trial.Start()];
        foreach (var site in sites) await site.ReadyAsync();
        var key = trial.Key();
        List<ApiTestClient> clients = [.. Enumerable.Range(0, Parallel).Select(number => sites[number % 2].Client(key))];
        var (created, conflicts) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var (patient, name) = (SentPatient.Create($"I-{round}"), $"{Key}-{round}");
            var answers = await Task.WhenAll(clients.Select(client => client.MeasureAsync(patient, name)));
            foreach (var answer in answers.Where(answer => answer.Status is not (201 or 409)))
                trial.Require(false, $"Round {round}: {answer.Status}: {answer.Body}");
            created += answers.Count(answer => answer.Status == 201);
            conflicts += answers.Count(answer => answer.Status == 409);
            // A client that got 409 retries.
            var retry = await clients[0].MeasureAsync(patient, name);
            var ids = answers.Append(retry)
                .Where(answer => answer.Status == 201)
                .Select(answer => (string)JsonNode.Parse(answer.Body)!["id"]!)
                .Distinct()
                .ToList();
            trial.Require(ids.Count == 1, $"Round {round}: {ids.Count} identifiers.");
            var other = await clients[1].MeasureAsync(patient with { Weight = patient.Weight + 1 }, name);
            trial.Require(other.Status == 422, $"Round {round}: another body returned {other.Status}.");
            var (rows, events) = await CountAsync(trial, patient.Code, ids.FirstOrDefault());
            trial.Require((rows, events) == (1, 1), $"Round {round}: {rows} rows and {events} audit events.");
        }
        foreach (var client in clients) client.Dispose();
        trial.VerifyAudit();
        trial.Observe(
            $"{rounds} rounds of {Parallel} simultaneous posts to two processes: one row, one audit event and one id in each; ",
            $"{created} returned 201 and {conflicts} returned 409 (in progress); another body returned 422 each time.");
    }

    private const string Count =
        """
        select (select count(*) from assessment where patient_code = @code),
               (select count(*) from audit_event where action = 'assessmentCreated' and subject = @id)
        """;

    private static async Task<(long Rows, long Events)> CountAsync(Trial trial, string code, string? id)
    {
        await using var connection = await trial.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Count;
        foreach (var (name, value) in new[] { ("code", code), ("id", id ?? "") })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
