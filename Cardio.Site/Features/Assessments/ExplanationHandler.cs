using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>Keeps an explanation as JSON text, whose numbers read back bit for bit.</summary>
internal sealed class ExplanationHandler : SqlMapper.TypeHandler<RiskExplanation>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public override RiskExplanation Parse(object value) =>
        JsonSerializer.Deserialize<RiskExplanation>((string)value, Json) ?? throw new DataException("The explanation is empty.");

    public override void SetValue(IDbDataParameter parameter, RiskExplanation? value) => parameter.Value = Write(value!);

    /// <summary>A whole record in the same notation.</summary>
    public static byte[] WriteRecord(Assessment assessment) => JsonSerializer.SerializeToUtf8Bytes(assessment, Json);

    /// <summary>The text that is stored.</summary>
    public static string Write(RiskExplanation explanation) => JsonSerializer.Serialize(explanation, Json);
}
