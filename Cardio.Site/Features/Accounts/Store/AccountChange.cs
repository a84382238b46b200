using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>A change beside the account's own columns. <see cref="AccountStore"/> turns it into SQL.</summary>
internal abstract record AccountChange
{
    /// <summary>Replaces all recovery codes; an empty list only deletes them.</summary>
    /// <param name="CodeHashes">Hashes of the new codes.</param>
    public sealed record ReplaceRecoveryCodes(IReadOnlyList<string> CodeHashes) : AccountChange;

    /// <summary>Marks an authenticator code as used, so that it cannot be replayed.</summary>
    /// <param name="Step">Time step of the code (RFC 6238).</param>
    public sealed record UseAuthenticatorStep(long Step) : AccountChange;

    /// <summary>Adds a passkey, or updates its name and signature counter.</summary>
    public sealed record SavePasskey(UserPasskeyInfo Passkey) : AccountChange;

    public sealed record RemovePasskey(byte[] CredentialId) : AccountChange;
}
