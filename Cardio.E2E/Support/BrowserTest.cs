using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Cardio.E2E.Support;

/// <summary>
/// A test in a browser window of its own. What a failed one saw is kept as a picture; with CARDIO_PICTURES the pages on the way are too,
/// and with CARDIO_TRACE a trace of all its steps. Both make the run longer.
/// </summary>
public abstract class BrowserTest(SiteFixture site) : IAsyncLifetime
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly bool IsTraced = Environment.GetEnvironmentVariable("CARDIO_TRACE") is { Length: > 0 };
    private static readonly bool HasPictures = Environment.GetEnvironmentVariable("CARDIO_PICTURES") is { Length: > 0 };

    private readonly List<string> _complaints = [];

    protected SiteFixture Site { get; } = site;

    protected IBrowserContext Context { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Where pictures go: TestResults below the repository.</summary>
    protected static string Output { get; } = Directory.CreateDirectory(Repository.Path("TestResults/e2e")).FullName;

    /// <summary>How the window is opened; a test class changes what it is about.</summary>
    protected virtual BrowserNewContextOptions Options => new();

    /// <summary>Where the site is.</summary>
    protected virtual string Address => Site.Address;

    public virtual async ValueTask InitializeAsync()
    {
        Context = await OpenAsync(Options);
        Context.SetDefaultTimeout(15_000);
        if (IsTraced) await Context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        Page = await Context.NewPageAsync();
        // A script that fails or a part that the content policy refuses is a fault, whatever else the test looks at.
        Page.PageError += (_, message) => _complaints.Add(message);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsExpected(message.Text)) _complaints.Add(message.Text);
        };
    }

    public virtual async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var name = string.Concat((TestContext.Current.TestMethod?.MethodName ?? "test").Where(char.IsLetterOrDigit));
        if (failed) await Page.ScreenshotAsync(new() { Path = Path.Combine(Output, $"failed-{name}.png"), FullPage = true });
        if (IsTraced) await Context.Tracing.StopAsync(new() { Path = failed ? Path.Combine(Output, $"failed-{name}.zip") : null });
        await Context.CloseAsync();
        if (!failed) Assert.Empty(_complaints);
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser of its own, as somebody else has it. Nobody waits for a movement, and axe measures no colour on its way.</summary>
    protected Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = Address;
        options.Locale ??= "en";
        options.ReducedMotion = ReducedMotion.Reduce;
        return Site.Browser.NewContextAsync(options);
    }

    /// <summary>
    /// axe finds nothing on the page as it is now, in light and in dark colours, of which the second differ in colours alone.
    /// It is run as it is: what wraps it for Playwright takes several times as long.
    /// </summary>
    protected Task NoBarrierAsync() => NoBarrierAsync(Page);

    /// <inheritdoc cref="NoBarrierAsync()"/>
    protected static async Task NoBarrierAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        await NothingFoundAsync("""{ resultTypes: ["violations"] }""");
        await InDarkAsync(page, () => NothingFoundAsync("""{ resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] }"""));

        async Task NothingFoundAsync(string options)
        {
            var found = await page.EvaluateAsync<string[]>(
                $$"""
                async () => (await axe.run({{options}})).violations
                    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} ${html}`))
                """);
            Assert.True(found.Length == 0, $"{page.Url} {string.Join(Environment.NewLine, found)}");
        }
    }

    /// <summary>Waits until the page and its scripts are there; keeps a picture of the whole page, where they are wanted, at the widths of a desktop and of a phone.</summary>
    protected Task PictureAsync(string name) => PictureAsync(Page, name);

    /// <summary>The same of another page.</summary>
    protected static async Task PictureAsync(IPage page, string name)
    {
        await page.WaitForLoadStateAsync();
        await PictureAsync(page, name, 1280);
        await PictureAsync(page, name, 375);
        await page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>The same in light colours at both widths, and in dark ones at that of a desktop.</summary>
    protected async Task PictureInBothColoursAsync(string name)
    {
        await PictureAsync(name);
        await InDarkAsync(Page, () => PictureAsync(Page, $"{name}-dark", 1280));
    }

    // What the browser or htmx tells as an error and is none: an answer that refuses, and a request given up because a newer one of
    // the same form replaces it (hx-sync). One that fails says so by "htmx:sendError" or "htmx:responseError" besides.
    private static bool IsExpected(string error) =>
        error.Contains("status of 4", StringComparison.Ordinal)
        || error.Contains("Cross-Origin-Opener-Policy header has been ignored", StringComparison.Ordinal) // by plain http
        || error.StartsWith("Clear-Site-Data header", StringComparison.Ordinal) // likewise
        || error.StartsWith("htmx:sendAbort", StringComparison.Ordinal)
        || error.StartsWith("htmx:afterRequest", StringComparison.Ordinal);

    private static async Task InDarkAsync(IPage page, Func<Task> look)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await look();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task PictureAsync(IPage page, string name, int width)
    {
        if (!HasPictures) return;
        await page.SetViewportSizeAsync(width, 900);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Output, $"{name}-{width}.png"), FullPage = true, Caret = ScreenshotCaret.Initial });
    }
}
