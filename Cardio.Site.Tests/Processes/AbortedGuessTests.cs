using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Parser;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Processes;

/// <summary>A failed sign-in counts even if the client closes the connection before the response.</summary>
public sealed class AbortedGuessTests
{
    private const string Doctor = "doctor@cardio.example";

    // Hashing the password takes longer than the client waits.
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Staging",
        ["Https__Required"] = "false",
        ["Demo__Accounts"] = "true",
        ["Accounts__PasswordHashIterations"] = "1200000",
        ["Accounts__LockoutAfter"] = "3",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_aborted_sign_in_is_counted_recorded_and_locks()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        await using var site = SiteProcess.Start(database, Settings);
        await site.ReadyAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = site.Address };
        for (var guesses = 1; guesses <= 3; guesses++)
        {
            var form = await FormAsync(http, "wrong-password-wrong");
            await SendAndResetAsync(site.Address, form, handler.CookieContainer.GetCookieHeader(site.Address));
            for (var i = 0; i < 100 && await CountAsync(database) < guesses; i++) await Task.Delay(100, Cancellation);
            Assert.Equal(guesses, await CountAsync(database));
        }
        using var right = await http.PostAsync("/sign-in", await FormAsync(http, DemoAccounts.Password), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient http, string password)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/sign-in", Cancellation));
        var token = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new([new("__RequestVerificationToken", token), new("Email", Doctor), new("Password", password)]);
    }

    private static async Task SendAndResetAsync(Uri address, FormUrlEncodedContent form, string cookies)
    {
        var body = await form.ReadAsStringAsync(Cancellation);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        var request = $"POST /sign-in HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookies}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        await Task.Delay(400, Cancellation); // enough for a busy machine to read the request
        client.Client.LingerState = new(true, 0); // closes the connection with RST
    }

    private static async Task<int> CountAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        return await connection.ExecuteScalarAsync<int>(
            "select count(*) from audit_event where action = 'signInRefused' and detail = 'pwd wrong'");
    }
}
