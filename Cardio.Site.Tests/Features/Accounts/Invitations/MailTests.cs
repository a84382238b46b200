using System.Globalization;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using MimeKit;

namespace Cardio.Site.Tests.Features.Accounts.Invitations;

public sealed class MailTests
{
    [Fact]
    public async Task Link_is_sent_in_the_chosen_language()
    {
        using var server = new MailServer();
        await using var host = await CardioHost.StartAsync(settings: Settings(server.Port));
        var fields = People.Invitation("nova@hospital.example");
        fields["Input.Language"] = "pt-BR";
        using var response = await (await host.AdminAsync()).PostAsync("/administration/users/invite", fields);
        var page = await Visitor.ReadAsync(response);
        Assert.Contains("was sent by e-mail", page.QuerySelector(".saved")!.TextContent, StringComparison.Ordinal);

        var sent = await server.MessageAsync();
        Assert.Contains("RCPT TO:<nova@hospital.example>", sent, StringComparison.Ordinal);
        Assert.Contains("MAIL FROM:<cardio@hospital.example>", sent, StringComparison.Ordinal);
        var text = sent[(sent.IndexOf("DATA", StringComparison.Ordinal) + 6)..];
        using var message = await MimeMessage.LoadAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        Assert.Equal("Seu acesso ao Cardio", message.Subject);
        Assert.Contains(page.QuerySelector("#one-time-link")!.TextContent, message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsent_link_is_shown_to_the_administrator()
    {
        await using var host = await CardioHost.StartAsync(settings: Settings(1));
        using var response = await (await host.AdminAsync())
            .PostAsync("/administration/users/invite", People.Invitation("new@hospital.example"));
        Assert.Contains(
            "could not be sent", (await Visitor.ReadAsync(response)).QuerySelector(".saved")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_without_TLS_by_default()
    {
        using var server = new MailServer();
        var settings = Settings(server.Port);
        settings.Remove("Smtp:RequireTls");
        await using var host = await CardioHost.StartAsync(settings: settings);
        using var response = await (await host.AdminAsync())
            .PostAsync("/administration/users/invite", People.Invitation("new@hospital.example"));
        Assert.Contains(
            "could not be sent", (await Visitor.ReadAsync(response)).QuerySelector(".saved")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT", await server.MessageAsync(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(int port) => new()
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture), ["Smtp:From"] = "cardio@hospital.example",
        ["Smtp:RequireTls"] = "false",
    };
}
