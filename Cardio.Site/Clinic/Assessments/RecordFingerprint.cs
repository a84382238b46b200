using System.Security.Cryptography;
using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Checks that a stored assessment is unchanged, and that its result can be reproduced.</summary>
internal static class RecordFingerprint
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

    /// <summary>The verification code: ten letters with 50 bits of the SHA-256 of the whole record.</summary>
    public static string Code(Assessment assessment)
    {
        var hash = SHA256.HashData(ExplanationHandler.WriteRecord(assessment));
        var bits = BitConverter.ToUInt64(hash);
        var letters = Enumerable.Range(0, 10).Select(i => Letters[(int)(bits >> (5 * i) & 31)]).ToArray();
        return $"{new string(letters[..5])}-{new string(letters[5..])}";
    }

    /// <summary>
    /// Whether the stored inputs give the stored probability and reasons exactly; null if the model that made them is not available.
    /// Flags and the comparison group are excluded: the site chooses them, and may change its choice under the same model.
    /// </summary>
    public static bool? Reproduces(Assessment assessment, RiskModel? model)
    {
        if (model?.Sha256 != assessment.ModelSha256) return null;
        var stored = assessment.Explanation;
        var computed = model.Explain(assessment.ToFeatures()) with { Flags = stored.Flags, PatientsLikeThis = stored.PatientsLikeThis };
        return ExplanationHandler.Write(computed) == ExplanationHandler.Write(stored);
    }
}
