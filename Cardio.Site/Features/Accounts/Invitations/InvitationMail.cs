using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Sends one-time links by e-mail if a mail server is configured; otherwise the administrator passes them on.</summary>
internal sealed partial class InvitationMail(
    IOptions<SmtpOptions> options,
    IStringLocalizer<InvitationsText> text,
    ILogger<InvitationMail> log)
{
    /// <summary>Timeout of the mail server; the administrator's request waits for it.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <summary>Builds the link's address and tries to send it.</summary>
    /// <returns>The link with the result, for the administrator's page.</returns>
    public async Task<LinkView> SendAsync(
        HttpRequest request, string email, string name, string token, string language, CancellationToken cancellationToken)
    {
        var address = $"{request.Scheme}://{request.Host}{InvitationStore.Path(token)}";
        if (!options.Value.IsConfigured) return new(address, name, LinkDelivery.ByHand);
        var isSent = await TrySendAsync(CreateMessage(email, name, address, new(language)), cancellationToken);
        return new(address, name, isSent ? LinkDelivery.Sent : LinkDelivery.NotSent);
    }

    private MimeMessage CreateMessage(string email, string name, string address, CultureInfo language)
    {
        var previous = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            var message = new MimeMessage { Subject = text["MailSubject"] };
            message.From.Add(new MailboxAddress("Cardio", options.Value.From!));
            message.To.Add(new MailboxAddress(name, email));
            message.Body = new TextPart("plain") { Text = text["MailText", name, address, InvitationStore.Hours] };
            return message;
        }
        finally
        {
            CultureInfo.CurrentUICulture = previous;
        }
    }

    private async Task<bool> TrySendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            using var server = new SmtpClient();
            await server.ConnectAsync(options.Value.Host!, options.Value.Port, Security(options.Value), timeout.Token);
            if (!string.IsNullOrEmpty(options.Value.User))
                await server.AuthenticateAsync(options.Value.User, options.Value.Password ?? "", timeout.Token);
            await server.SendAsync(message, timeout.Token);
            await server.DisconnectAsync(quit: true, timeout.Token);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotSent(failure);
            return false;
        }
    }

    private static SecureSocketOptions Security(SmtpOptions options) =>
        options.Port == 465 ? SecureSocketOptions.SslOnConnect
        : options.RequireTls ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not send a one-time link by e-mail")]
    private partial void LogNotSent(Exception failure);
}
