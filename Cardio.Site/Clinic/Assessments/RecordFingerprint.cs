using System.Security.Cryptography;
using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Tells whether a record is what was stored, and whether its result can be computed again.</summary>
internal static class RecordFingerprint
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

    /// <summary>Ten letters that stand for the whole record: 50 bits of the SHA-256 of everything that is stored of it.</summary>
    public static string Code(Assessment assessment)
    {
        var hash = SHA256.HashData(ExplanationHandler.WriteRecord(assessment));
        var bits = BitConverter.ToUInt64(hash);
        var letters = Enumerable.Range(0, 10).Select(i => Letters[(int)(bits >> (5 * i) & 31)]).ToArray();
        return $"{new string(letters[..5])}-{new string(letters[5..])}";
    }

    /// <summary>
    /// Whether the stored inputs give the stored estimate and reasons, number for number; null without a model, or with another one.
    /// The flags and the group to compare with are left out: rules of the site choose them, and those may change under one model.
    /// </summary>
    public static bool? Reproduces(Assessment assessment, RiskModel? model)
    {
        if (model?.Sha256 != assessment.ModelSha256) return null;
        var stored = assessment.Explanation;
        var computed = model.Explain(assessment.ToFeatures()) with { Flags = stored.Flags, PatientsLikeThis = stored.PatientsLikeThis };
        return ExplanationHandler.Write(computed) == ExplanationHandler.Write(stored);
    }
}
