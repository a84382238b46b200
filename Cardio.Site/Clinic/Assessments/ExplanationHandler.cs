using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Serving;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Keeps an explanation as JSON text, whose numbers read back bit for bit. Choices are read by their names too, as they were stored at first.</summary>
internal sealed class ExplanationHandler : SqlMapper.TypeHandler<RiskExplanation>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Choices by their numbers, and nothing that follows from the rest: with their names, one row of SQLite would fill a page where two stand now.
    private static readonly JsonSerializerOptions Short = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    public override RiskExplanation Parse(object value) =>
        JsonSerializer.Deserialize<RiskExplanation>((string)value, Json) ?? throw new DataException("The explanation is empty.");

    public override void SetValue(IDbDataParameter parameter, RiskExplanation? value) => parameter.Value = Write(value!);

    /// <summary>
    /// A whole record with the names of its choices: what receipts stand for, so that it never changes. The key of the code is the first
    /// kind, the code in lower case: rows of earlier versions get new keys.
    /// </summary>
    public static byte[] WriteRecord(Assessment assessment) => JsonSerializer.SerializeToUtf8Bytes(
        assessment with { PatientCodeKey = assessment.PatientCode?.ToLowerInvariant() }, Json);

    /// <summary>The text that is stored.</summary>
    public static string Write(RiskExplanation explanation) => JsonSerializer.Serialize(explanation, Short);
}
