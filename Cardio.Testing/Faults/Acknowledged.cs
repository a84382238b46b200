using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>The independent list: every assessment that the site said it had stored, with what was sent and answered.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<string, (string Id, double Probability, SentPatient Patient)> _byCode = [];

    public int Count => _byCode.Count;

    /// <summary>Keeps what was answered with 201.</summary>
    public void Add(SentPatient patient, string body)
    {
        var answer = JsonNode.Parse(body)!;
        _byCode[patient.Code] = ((string)answer["id"]!, (double)answer["probability"]!, patient);
    }

    // The site's column for the probability stands behind those of the patient.
    private const string Select = $"select {SentPatient.Columns}, id, probability from assessment";

    /// <summary>Reads all assessments with SQL and requires that each of the list is there once, and equal.</summary>
    public async Task CompareAsync(Trial trial)
    {
        await using var connection = await trial.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Select;
        await using var row = await command.ExecuteReaderAsync();
        var found = new HashSet<string>();
        while (await row.ReadAsync())
        {
            var stored = SentPatient.FromRow(row);
            trial.Require(found.Add(stored.Code), $"{stored.Code} is stored twice.");
            if (!_byCode.TryGetValue(stored.Code, out var sent)) continue; // stored, though nobody heard of it
            trial.Require(stored == sent.Patient, $"{stored.Code} is not as it was sent: {stored}, {sent.Patient}.");
            trial.Require(IsAnswered(row, sent.Id, sent.Probability), $"{stored.Code} is not as it was answered.");
        }
        foreach (var code in _byCode.Keys.Where(code => !found.Contains(code))) trial.Require(false, $"{code} was acknowledged and is lost.");
    }

    private static bool IsAnswered(DbDataReader row, string id, double probability) =>
        row[12].ToString() == id && Math.Abs(Convert.ToDouble(row[13], CultureInfo.InvariantCulture) - probability) < 1e-12;
}
