using System.Net.Mail;

namespace Cardio.Site.Features.Accounts.Invitations;

internal static class EmailAddress
{
    /// <summary>Maximum characters that mail servers accept (RFC 5321).</summary>
    public const int MaximumLength = 254;

    /// <summary>Whether the text is an e-mail address without a display name.</summary>
    public static bool IsValid(string text) =>
        text.Length <= MaximumLength && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var address)
            && address.Address == text;
}
