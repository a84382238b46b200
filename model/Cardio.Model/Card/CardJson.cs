using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>JSON serialization of the card, source-generated because reflection would slow every cold start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    Converters = [typeof(CamelCase<MeasurementPattern>), typeof(CamelCase<Sex>), typeof(CamelCase<LabLevel>)])]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJson : JsonSerializerContext
{
    internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
        where T : struct, Enum;
}
