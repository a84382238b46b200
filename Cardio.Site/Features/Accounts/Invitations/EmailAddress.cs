using System.Net.Mail;

namespace Cardio.Site.Features.Accounts.Invitations;

internal static class EmailAddress
{
    /// <summary>Most characters, as mail servers take them.</summary>
    public const int Length = 254;

    /// <summary>Whether it is an address and nothing besides.</summary>
    public static bool IsValid(string text) =>
        text.Length <= Length && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
