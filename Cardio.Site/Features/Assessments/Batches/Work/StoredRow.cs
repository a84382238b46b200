using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>A row of a batch as it came in.</summary>
/// <param name="RowNumber">Its number in the file.</param>
/// <param name="Cells">The kept cells as a JSON list.</param>
/// <param name="PatientCodeKey">The patient's code as compared, or null.</param>
/// <param name="Error">What is wrong with it, or null.</param>
internal sealed record StoredRow(int RowNumber, string Cells, string? PatientCodeKey, string? Error)
{
    // The text is found again as it was written, accents included.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string[] cells) => JsonSerializer.Serialize(cells, Json);

    public static string[] Read(string cells) => JsonSerializer.Deserialize<string[]>(cells)!;
}
