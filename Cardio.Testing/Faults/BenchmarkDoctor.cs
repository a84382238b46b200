using System.Net;

namespace Cardio.Testing.Faults;

/// <summary>Somebody who works at the site in a browser.</summary>
internal sealed class BenchmarkDoctor : IDisposable
{
    private readonly HttpClient _http;
    private string _token = "";

    private BenchmarkDoctor(SiteProcess site) => _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = site.Address, Timeout = TimeSpan.FromSeconds(40), DefaultRequestHeaders = { { "Accept-Language", "en" } },
    };

    /// <summary>A demo account, signed in; the answer of the sign-in is a redirect where it is good.</summary>
    public static async Task<BenchmarkDoctor> SignInAsync(SiteProcess site, string role = "doctor")
    {
        var person = await ComeAsync(site);
        var answer = await person.TryAsync($"{role}@cardio.example", "cardio-demo-password");
        if (answer.Status != 302) throw new InvalidOperationException($"The {role} cannot sign in: {answer.Status}.");
        if (role == "doctor") await person.OpenAsync("/assessments/new");
        return person;
    }

    /// <summary>Somebody who stands before the door.</summary>
    public static async Task<BenchmarkDoctor> ComeAsync(SiteProcess site)
    {
        var person = new BenchmarkDoctor(site);
        await person.OpenAsync("/sign-in");
        return person;
    }

    /// <summary>Tries a password.</summary>
    public Task<Answer> TryAsync(string email, string password) => PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password }, isHtmx: false);

    /// <summary>Sends the form of one patient, as a browser with htmx does.</summary>
    public Task<Answer> AssessAsync(Dictionary<string, string> fields) =>
        PostAsync("/assessments/new", new(fields) { ["FormId"] = Guid.CreateVersion7().ToString() }, isHtmx: true);

    public Task<Answer> GetAsync(string path) => Answer.MeasureAsync(_http, new(HttpMethod.Get, path));

    /// <summary>Opens a page, keeps the token of its form, and gives the page.</summary>
    public async Task<string> OpenAsync(string path)
    {
        var page = await _http.GetStringAsync(new Uri(path, UriKind.Relative));
        _token = FormToken.Find(page);
        return page;
    }

    /// <summary>Sends fields with the token of the page that was opened last.</summary>
    public Task<Answer> PostAsync(string path, Dictionary<string, string> fields, bool isHtmx)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = _token }) };
        if (isHtmx) request.Headers.Add("HX-Request", "true");
        return Answer.MeasureAsync(_http, request);
    }

    public void Dispose() => _http.Dispose();
}
