using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Sends one-time links by e-mail where a mail server is set; otherwise the administrator hands them over.</summary>
internal sealed partial class InvitationMail(IOptions<SmtpOptions> options, IStringLocalizer<InvitationsText> words, ILogger<InvitationMail> log)
{
    /// <summary>Nobody waits longer for a mail server.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Makes the link's address, and sends it where that is set up.</summary>
    public async Task<LinkView> HandOverAsync(
        HttpRequest request, string email, string name, string token, string language, CancellationToken cancellationToken)
    {
        var address = $"{request.Scheme}://{request.Host}{InvitationStore.Path(token)}";
        if (!options.Value.IsSet) return new(address, name, LinkDelivery.ByHand);
        var isSent = await TrySendAsync(Message(email, name, address, new(language)), cancellationToken);
        return new(address, name, isSent ? LinkDelivery.Sent : LinkDelivery.NotSent);
    }

    private MimeMessage Message(string email, string name, string address, CultureInfo language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            var message = new MimeMessage { Subject = words["MailSubject"] };
            message.From.Add(new MailboxAddress("Cardio", options.Value.From!));
            message.To.Add(new MailboxAddress(name, email));
            message.Body = new TextPart("plain") { Text = words["MailText", name, address, InvitationStore.Hours] };
            return message;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private async Task<bool> TrySendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var server = new SmtpClient();
            await server.ConnectAsync(options.Value.Host!, options.Value.Port, Security(options.Value), patience.Token);
            if (!string.IsNullOrEmpty(options.Value.User))
                await server.AuthenticateAsync(options.Value.User, options.Value.Password ?? "", patience.Token);
            await server.SendAsync(message, patience.Token);
            await server.DisconnectAsync(quit: true, patience.Token);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A one-time link could not be sent by e-mail")]
    private partial void LogNotSent(Exception failure);
}
