using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.Privacy;

/// <summary>The name by which the audit trail knows a patient: it leads from a code to its records, and back to no code.</summary>
internal sealed class Pseudonym(SiteSecret secret)
{
    private readonly byte[] _key = secret.Derive("patient pseudonyms");

    /// <summary>HMAC-SHA256 of the code as it is compared, the first 128 bits in hexadecimal.</summary>
    public string Of(string patientCode)
    {
        var key = Encoding.UTF8.GetBytes(PatientCode.KeyOf(patientCode));
        return $"patient:{Convert.ToHexStringLower(HMACSHA256.HashData(_key, key).AsSpan(0, 16))}";
    }
}
