using System.Net;

namespace Cardio.Testing.Faults;

/// <summary>Simulates a user who works with the site in a browser.</summary>
internal sealed class BenchmarkDoctor : IDisposable
{
    private readonly HttpClient _http;
    private string _token = "";

    private BenchmarkDoctor(SiteProcess site)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        _http = new(handler)
        {
            BaseAddress = site.Address,
            Timeout = TimeSpan.FromSeconds(40),
            DefaultRequestHeaders = { { "Accept-Language", "en" } },
        };
    }

    /// <summary>Signs in a demo account; a successful sign-in is a redirect.</summary>
    public static async Task<BenchmarkDoctor> SignInAsync(SiteProcess site, string role = "doctor")
    {
        var user = await OpenSignInAsync(site);
        var answer = await user.SubmitPasswordAsync($"{role}@cardio.example", "cardio-demo-password");
        if (answer.Status != 302) throw new InvalidOperationException($"The {role} cannot sign in: {answer.Status}.");
        if (role == "doctor") await user.OpenAsync("/assessments/new");
        return user;
    }

    /// <summary>Opens the sign-in page without signing in.</summary>
    public static async Task<BenchmarkDoctor> OpenSignInAsync(SiteProcess site)
    {
        var user = new BenchmarkDoctor(site);
        await user.OpenAsync("/sign-in");
        return user;
    }

    /// <summary>Submits the sign-in form.</summary>
    public Task<Answer> SubmitPasswordAsync(string email, string password) =>
        PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password }, isHtmx: false);

    /// <summary>Submits the form of one patient, as a browser with htmx does.</summary>
    public Task<Answer> AssessAsync(Dictionary<string, string> fields) =>
        PostAsync("/assessments/new", new(fields) { ["FormId"] = Guid.CreateVersion7().ToString() }, isHtmx: true);

    public Task<Answer> GetAsync(string path) => Answer.MeasureAsync(_http, new(HttpMethod.Get, path));

    /// <summary>Opens a page, remembers its antiforgery token and returns the HTML.</summary>
    public async Task<string> OpenAsync(string path)
    {
        var page = await _http.GetStringAsync(new Uri(path, UriKind.Relative));
        _token = FormToken.Find(page);
        return page;
    }

    /// <summary>Posts fields with the antiforgery token of the last opened page.</summary>
    public Task<Answer> PostAsync(string path, Dictionary<string, string> fields, bool isHtmx)
    {
        var form = new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = _token };
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        if (isHtmx) request.Headers.Add("HX-Request", "true");
        return Answer.MeasureAsync(_http, request);
    }

    public void Dispose() => _http.Dispose();
}
