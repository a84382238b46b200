using System.Diagnostics.CodeAnalysis;
using System.Text;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>
/// Prepares e-mail addresses for comparison. The framework's normalizer throws on invalid Unicode, which any client can send.
/// </summary>
internal sealed class EmailNormalizer : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) =>
        name is null ? null : TypedText.Normalized(name, NormalizationForm.FormC).ToUpperInvariant();

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
