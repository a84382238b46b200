namespace Cardio.Site.Features.Accounts.Store;

/// <summary>A change of rows that belong to an account.</summary>
internal enum AccountChangeKind
{
    /// <summary>Deletes all recovery codes.</summary>
    DeleteRecoveryCodes,

    /// <summary>Adds a recovery code.</summary>
    AddRecoveryCode,

    /// <summary>Adds or updates a passkey.</summary>
    SavePasskey,

    /// <summary>Deletes a passkey.</summary>
    DeletePasskey,

    /// <summary>Stores the time step of the last used authenticator code.</summary>
    SetAuthenticatorStep,
}

/// <summary>A pending change that the store writes with the account's next update.</summary>
/// <param name="Kind">The change.</param>
/// <param name="Row">Its values, named as the columns.</param>
internal sealed record AccountChange(AccountChangeKind Kind, object Row);
