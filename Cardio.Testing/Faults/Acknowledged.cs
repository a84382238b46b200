using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>Independent record of every assessment that the site acknowledged, with its request and response.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<string, (string Id, double Probability, SentPatient Patient)> _byCode = [];

    public int Count => _byCode.Count;

    /// <summary>Records a patient whose post was answered with 201.</summary>
    public void Add(SentPatient patient, string body)
    {
        var response = JsonNode.Parse(body)!;
        _byCode[patient.Code] = ((string)response["id"]!, (double)response["probability"]!, patient);
    }

    // id and probability follow the 12 columns of the patient.
    private const string Select = $"select {SentPatient.Columns}, id, probability from assessment";

    /// <summary>Reads all assessments with SQL and requires that each acknowledged one is stored once and unchanged.</summary>
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
            if (!_byCode.TryGetValue(stored.Code, out var sent)) continue; // stored, but the response was lost
            trial.Require(stored == sent.Patient, $"{stored.Code} differs from the request: {stored}, {sent.Patient}.");
            trial.Require(IsAsAnswered(row, sent.Id, sent.Probability), $"{stored.Code} differs from the response.");
        }
        foreach (var code in _byCode.Keys.Where(code => !found.Contains(code)))
            trial.Require(false, $"{code} was acknowledged but is not stored.");
    }

    private static bool IsAsAnswered(DbDataReader row, string id, double probability) =>
        row[12].ToString() == id && Math.Abs(Convert.ToDouble(row[13], CultureInfo.InvariantCulture) - probability) < 1e-12;
}
