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
    /// Largest difference of an interval's bound that the processor explains: the interval comes from sums of single-precision numbers,
    /// whose order depends on the width of the processor's vectors.
    /// </summary>
    private const double IntervalTolerance = 1e-6;

    /// <summary>
    /// Whether the stored inputs give the stored probability and reasons exactly, and the interval apart from rounding; null if the model
    /// that made them is not available. Flags and the comparison group are excluded: the site chooses them, and may change its choice
    /// under the same model.
    /// </summary>
    public static bool? Reproduces(Assessment assessment, RiskModel? model)
    {
        if (model?.Sha256 != assessment.ModelSha256) return null;
        var stored = assessment.Explanation;
        var computed = model.Explain(assessment.ToFeatures());
        return Near(computed.SamplingUncertainty, stored.SamplingUncertainty)
            && ExplanationHandler.Write(Comparable(computed, stored)) == ExplanationHandler.Write(stored);
    }

    private static RiskExplanation Comparable(RiskExplanation computed, RiskExplanation stored) => computed with
    {
        SamplingUncertainty = stored.SamplingUncertainty,
        Flags = stored.Flags,
        PatientsLikeThis = stored.PatientsLikeThis,
    };

    private static bool Near(ProbabilityRange computed, ProbabilityRange stored) =>
        Math.Abs(computed.Low - stored.Low) <= IntervalTolerance && Math.Abs(computed.High - stored.High) <= IntervalTolerance;
}
