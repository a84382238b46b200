using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cardio.Model;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>
/// Keeps an explanation as JSON text, whose numbers read back bit for bit. Members that are 0, false or null are left out: with them a page
/// of SQLite held one assessment, without them two.
/// </summary>
internal sealed class ExplanationHandler : SqlMapper.TypeHandler<RiskExplanation>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Stored = new(Json)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } },
    };

    public override RiskExplanation Parse(object value) =>
        JsonSerializer.Deserialize<RiskExplanation>((string)value, Stored) ?? throw new DataException("The explanation is empty.");

    public override void SetValue(IDbDataParameter parameter, RiskExplanation? value) => parameter.Value = Write(value!);

    /// <summary>A whole record in the same notation.</summary>
    public static byte[] WriteRecord(Assessment assessment) => JsonSerializer.SerializeToUtf8Bytes(assessment, Json);

    /// <summary>The text that is stored.</summary>
    public static string Write(RiskExplanation explanation) => JsonSerializer.Serialize(explanation, Stored);

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties) property.IsRequired = false;
    }
}
