using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.Privacy;

/// <summary>
/// Creates the pseudonym of a patient in the audit trail. The entries of a code can be found, but the code cannot be derived from an entry.
/// </summary>
internal sealed class Pseudonym(SiteSecret secret)
{
    private readonly byte[] _key = secret.Derive("patient pseudonyms");

    /// <summary>Returns the first 128 bits of the HMAC-SHA256 of the normalized code, in hexadecimal.</summary>
    public string Create(string patientCode)
    {
        var key = Encoding.UTF8.GetBytes(PatientCode.KeyOf(patientCode));
        return $"patient:{Convert.ToHexStringLower(HMACSHA256.HashData(_key, key).AsSpan(0, 16))}";
    }
}
