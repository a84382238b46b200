using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Creates one-time links for administrators, and sends them by e-mail if a mail server is configured.</summary>
internal sealed class InvitationLinks(InvitationStore store, InvitationMail mail)
{
    /// <summary>Creates an account and its link; null if the e-mail address is taken.</summary>
    /// <param name="account">The account to create.</param>
    /// <param name="request">Request of the administrator, whose host becomes the link's host.</param>
    /// <param name="language">Language of the e-mail, such as <c>pt-BR</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<LinkView?> InviteAsync(
        NewAccount account, HttpRequest request, string language, CancellationToken cancellationToken)
    {
        var actor = Actors.Account(request.HttpContext.User.AccountId());
        return await store.InviteAsync(account, actor, cancellationToken) is { } token
            ? await mail.SendAsync(request, account.Email, account.DisplayName, token, language, cancellationToken)
            : null;
    }

    /// <summary>Creates a new link for an account, which invalidates the previous one; null if the account is disabled.</summary>
    public async Task<LinkView?> RenewAsync(
        Guid accountId, string email, string name, HttpRequest request, string language, CancellationToken cancellationToken)
    {
        var actor = Actors.Account(request.HttpContext.User.AccountId());
        return await store.RenewAsync(accountId, actor, cancellationToken) is { } token
            ? await mail.SendAsync(request, email, name, token, language, cancellationToken)
            : null;
    }
}
