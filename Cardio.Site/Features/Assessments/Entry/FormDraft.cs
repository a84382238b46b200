using System.Globalization;
using System.Text.Json;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>
/// Preserves a form whose session ended: encrypts it into a cookie before sign-in and restores it once, to the same doctor only.
/// Ward computers are shared, so a hidden field of the form holds the encrypted identifier of its doctor.
/// </summary>
internal sealed class FormDraft(IDataProtectionProvider protection)
{
    /// <summary>Path of the form.</summary>
    public const string Path = "/assessments/new";

    /// <summary>Name of the hidden field with the encrypted identifier of the doctor.</summary>
    public const string OwnerField = "Owner";

    private const int MaximumLength = 3500; // browsers drop cookies over 4096 bytes

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector _drafts = protection.CreateProtector("Cardio.Draft").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _owners = protection.CreateProtector("Cardio.DraftOwner").ToTimeLimitedDataProtector();

    /// <summary>Encrypts the doctor's identifier for the hidden field; valid for a day.</summary>
    public string Owner(Guid doctor) => _owners.Protect(doctor.ToString(), TimeSpan.FromHours(24));

    /// <summary>Saves the posted fields in the cookie, unless they are unreadable or too long.</summary>
    public async Task SaveAsync(HttpContext http)
    {
        if (await ReadAsync(http.Request) is not { } form || Open(_owners, form[OwnerField]) is not { } owner) return;
        var fields = form
            .Where(field => field.Key.StartsWith("Input.", StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        var draft = _drafts.Protect(JsonSerializer.Serialize(new Draft(Guid.Parse(owner), fields)), Lifetime);
        if (draft.Length <= MaximumLength) http.SetCookie(Cookies.Draft, draft, Lifetime);
    }

    /// <summary>Returns the saved fields and deletes the cookie; null if there are none for the signed-in doctor.</summary>
    public IValueProvider? Take(HttpContext http)
    {
        if (http.GetCookie(Cookies.Draft) is not { } cookie) return null;
        http.DeleteCookie(Cookies.Draft);
        var draft = Open(_drafts, cookie) is { } text ? JsonSerializer.Deserialize<Draft>(text) : null;
        if (draft is null || draft.Doctor != http.User.AccountId()) return null;
        var fields = new FormCollection(draft.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value)));
        return new FormValueProvider(BindingSource.Form, fields, CultureInfo.CurrentCulture);
    }

    /// <summary>Reads the form; returns null if the body is not a readable form, which the framework then rejects.</summary>
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

    private static string? Open(ITimeLimitedDataProtector protector, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return protector.Unprotect(text);
        }
        catch (Exception damaged) when (damaged is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null; // tampered with, expired, or encrypted with a deleted key
        }
    }

    private sealed record Draft(Guid Doctor, Dictionary<string, string> Fields);
}
