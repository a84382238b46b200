using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>An uploaded row as it is stored.</summary>
/// <param name="RowNumber">Its number in the file, as a spreadsheet counts.</param>
/// <param name="Cells">The stored cells as a JSON array.</param>
/// <param name="PatientCodeKey">The key of the patient code, or null.</param>
/// <param name="Error">The error message, or null.</param>
internal sealed record StoredRow(int RowNumber, string Cells, string? PatientCodeKey, string? Error)
{
    // Accents are stored unescaped, so that a search in the database finds the text.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Serializes cells for storage.</summary>
    public static string Write(string[] cells) => JsonSerializer.Serialize(cells, Json);

    /// <summary>Deserializes stored cells.</summary>
    public static string[] Read(string cells) => JsonSerializer.Deserialize<string[]>(cells)!;
}
