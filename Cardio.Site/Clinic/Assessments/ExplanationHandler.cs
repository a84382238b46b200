using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Serving;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>
/// Stores an explanation as JSON text, whose numbers read back bit for bit.
/// It reads enums by name too, because the first versions stored names.
/// </summary>
internal sealed class ExplanationHandler : SqlMapper.TypeHandler<RiskExplanation>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Enums as numbers, and no computed properties: this puts two rows on a page of SQLite instead of one.
    private static readonly JsonSerializerOptions Short = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    public override RiskExplanation Parse(object value) =>
        JsonSerializer.Deserialize<RiskExplanation>((string)value, Json) ?? throw new DataException("The explanation is empty.");

    public override void SetValue(IDbDataParameter parameter, RiskExplanation? value) => parameter.Value = Write(value!);

    /// <summary>
    /// Writes a whole record for its verification code; this format must never change.
    /// The key of the patient code is in its first form, lower case, because earlier rows received new keys later.
    /// </summary>
    public static byte[] WriteRecord(Assessment assessment) => JsonSerializer.SerializeToUtf8Bytes(
        assessment with { PatientCodeKey = assessment.PatientCode?.ToLowerInvariant() }, Json);

    /// <summary>Writes the text to store.</summary>
    public static string Write(RiskExplanation explanation) => JsonSerializer.Serialize(explanation, Short);
}
