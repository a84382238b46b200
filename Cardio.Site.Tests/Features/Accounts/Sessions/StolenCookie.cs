using System.Net;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.Sessions;

/// <summary>Session cookies of a user, used from another browser.</summary>
internal sealed class StolenCookie : IDisposable
{
    private readonly HttpClient _http;

    private StolenCookie(CardioHost host, IEnumerable<string> cookies)
    {
        _http = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new("https://cardio.example") });
        _http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])));
    }

    /// <summary>Signs a visitor in and copies the cookies of the response.</summary>
    public static async Task<StolenCookie> CreateAsync(CardioHost host, Visitor visitor, string email, string? code = null)
    {
        var response = await visitor.PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = DemoAccounts.Password });
        if (code is not null)
        {
            response.Dispose();
            response = await visitor.PostAsync("/sign-in/code", new() { ["Code"] = code });
        }
        using (response) return new(host, response.Headers.GetValues("Set-Cookie"));
    }

    /// <summary>Whether the cookies still open a page for signed-in users.</summary>
    public async Task<bool> OpensAsync(string path = "/account", bool background = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (background) request.Headers.Add(SessionStore.BackgroundHeader, "true");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
