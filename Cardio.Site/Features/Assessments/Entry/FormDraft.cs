using System.Text.Json;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>
/// Carries a form over a lost session: it is sealed into a cookie when the sign-in page is asked for, and opened once, for the same
/// doctor only. A ward's computer is shared, so the form names its doctor in a sealed field.
/// </summary>
internal sealed class FormDraft(IDataProtectionProvider protection)
{
    /// <summary>Path of the form.</summary>
    public const string Path = "/assessments/new";

    /// <summary>The form's field that holds the sealed doctor.</summary>
    public const string OwnerField = "Owner";

    private const int MaximumLength = 3500; // a browser drops a cookie of more than 4096 bytes

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector _drafts = protection.CreateProtector("Cardio.Draft").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _owners = protection.CreateProtector("Cardio.DraftOwner").ToTimeLimitedDataProtector();

    /// <summary>Seals the doctor for the form's field.</summary>
    public string Owner(Guid doctor) => _owners.Protect(doctor.ToString(), TimeSpan.FromHours(24));

    /// <summary>Keeps the fields of a form whose session was lost.</summary>
    public async Task KeepAsync(HttpContext http)
    {
        if (await ReadAsync(http.Request) is not { } form || Open(_owners, form[OwnerField]) is not { } owner) return;
        var fields = form
            .Where(field => field.Key.StartsWith("Input.", StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        var draft = _drafts.Protect(JsonSerializer.Serialize(new Draft(Guid.Parse(owner), fields)), Lifetime);
        if (draft.Length <= MaximumLength) http.SetCookie(Cookies.Draft, draft, Lifetime);
    }

    /// <summary>The kept fields of this doctor, once; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? Take(HttpContext http)
    {
        if (http.GetCookie(Cookies.Draft) is not { } kept) return null;
        http.DeleteCookie(Cookies.Draft);
        var draft = Open(_drafts, kept) is { } text ? JsonSerializer.Deserialize<Draft>(text) : null;
        return draft?.Doctor == http.User.AccountId() ? draft.Fields : null;
    }

    /// <summary>The form, or null where what was sent is none; the framework refuses such a request itself.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static string? Open(ITimeLimitedDataProtector protector, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText)) return null;
        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (Exception damaged) when (damaged is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null; // tampered with, expired, or sealed with a key that is gone
        }
    }

    private sealed record Draft(Guid Doctor, Dictionary<string, string> Fields);
}
