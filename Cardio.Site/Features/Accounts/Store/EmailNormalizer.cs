using System.Diagnostics.CodeAnalysis;
using System.Text;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>Normalizes email addresses for look-ups; unlike the framework's normalizer it does not throw on invalid Unicode.</summary>
internal sealed class EmailNormalizer : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => name is null ? null : TypedText.Normalized(name, NormalizationForm.FormC).ToUpperInvariant();

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
