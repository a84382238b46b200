using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Cardio.Site.Features.Accounts;

namespace Cardio.Site.Tests.Support;

/// <summary>A browser that keeps cookies and does not follow redirects.</summary>
public sealed class Visitor
{
    private readonly HttpClient _http;

    public Visitor(HttpClient http, string language)
    {
        _http = http;
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
    }

    /// <summary>Sends requests with the visitor's cookies or key.</summary>
    internal HttpClient Http => _http;

    public Task<HttpResponseMessage> GetAsync(string path, bool htmx = false) => SendAsync(HttpMethod.Get, path, null, htmx);

    /// <summary>Gets a page; fails unless its status is a success.</summary>
    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response);
    }

    /// <summary>Gets the page, adds the hidden fields of its form, such as the antiforgery token, and posts the form.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string path, Dictionary<string, string?> fields, bool htmx = false, string? handler = null)
    {
        var page = await PageAsync(path);
        var sent = new Dictionary<string, string?>(fields);
        foreach (var hidden in page.QuerySelectorAll("main form input[type=hidden]").OfType<IHtmlInputElement>())
            sent.TryAdd(hidden.Name!, hidden.Value);
        return await SendAsync(HttpMethod.Post, handler is null ? path : $"{path}?handler={handler}", sent, htmx);
    }

    public async Task SignInAsync(string email)
    {
        using var response = await PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = DemoAccounts.Password });
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    /// <summary>Signs in with a password and a code.</summary>
    public async Task SignInAsync(string email, string code)
    {
        using var password = await PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = DemoAccounts.Password });
        Assert.Equal("/sign-in/code", password.Headers.Location?.OriginalString);
        using var second = await PostAsync("/sign-in/code", new() { ["Code"] = code });
        Assert.Equal("/", second.Headers.Location?.OriginalString);
    }

    public async Task SignOutAsync()
    {
        var page = await PageAsync("/account");
        var token = page.QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var response = await SendAsync(HttpMethod.Post, "/sign-out", new() { ["__RequestVerificationToken"] = token }, htmx: false);
        Assert.Equal("/sign-in", response.Headers.Location?.OriginalString);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Dictionary<string, string?>? fields, bool htmx)
    {
        using var request = new HttpRequestMessage(method, path);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(
                fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value!)));
        if (htmx) request.Headers.Add("HX-Request", "true");
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>This visitor's antiforgery token, from the page that the start page leads to.</summary>
    public async Task<string> TokenAsync()
    {
        using var start = await GetAsync("/");
        var page = await PageAsync(start.Headers.Location!.OriginalString);
        return page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    /// <summary>Sends any request as this visitor.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        _http.SendAsync(request, TestContext.Current.CancellationToken);

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
