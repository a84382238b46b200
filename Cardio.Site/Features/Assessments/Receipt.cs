using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cardio.Model;

namespace Cardio.Site.Features.Assessments;

/// <summary>Tells whether a record is what was stored, and whether its result can be computed again.</summary>
internal static class Receipt
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

    /// <summary>Ten letters that stand for the whole record: 50 bits of the SHA-256 of its values, time, model and explanation.</summary>
    public static string Code(Assessment assessment)
    {
        var text = string.Join('|', Parts(assessment));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var bits = BitConverter.ToUInt64(hash);
        var letters = Enumerable.Range(0, 10).Select(i => Letters[(int)(bits >> (5 * i) & 31)]).ToArray();
        return $"{new string(letters[..5])}-{new string(letters[5..])}";
    }

    /// <summary>Whether the stored inputs give the stored explanation, number for number; null where the model is another one.</summary>
    public static bool? Reproduces(Assessment assessment, RiskModel? model) =>
        model?.Sha256 != assessment.ModelSha256
            ? null
            : ExplanationHandler.Write(model.Explain(assessment.ToFeatures())) == ExplanationHandler.Write(assessment.Explanation);

    private static IEnumerable<string> Parts(Assessment a) =>
    [
        a.Id.ToString("D"), a.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), a.PatientCode ?? "", JsonSerializer.Serialize(a.ToFeatures()),
        Number(a.Probability), Number(a.DecisionThreshold), a.ModelVersion, a.ModelSha256, ExplanationHandler.Write(a.Explanation),
    ];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
