using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Cardio.E2E.Support;

/// <summary>
/// A test in its own browser window. A failed test keeps a screenshot. With CARDIO_PICTURES all screenshots are kept, with CARDIO_TRACE
/// a trace of all steps; both make the run slower.
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

    /// <summary>Folder of the screenshots.</summary>
    protected static string Output { get; } = Directory.CreateDirectory(Repository.Path("TestResults/e2e")).FullName;

    /// <summary>Options of the window; test classes override them.</summary>
    protected virtual BrowserNewContextOptions Options => new();

    /// <summary>Address of the site.</summary>
    protected virtual string Address => Site.Address;

    public virtual async ValueTask InitializeAsync()
    {
        Context = await OpenAsync(Options);
        Context.SetDefaultTimeout(15_000);
        if (IsTraced) await Context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        Page = await Context.NewPageAsync();
        // A script error or a violation of the content security policy fails every test.
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

    /// <summary>Opens a separate browser session, without animations, since axe would measure colours in transition.</summary>
    protected Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = Address;
        options.Locale ??= "en";
        options.ReducedMotion = ReducedMotion.Reduce;
        return Site.Browser.NewContextAsync(options);
    }

    /// <summary>
    /// Asserts that axe finds no accessibility problem in light colours and no contrast problem in dark ones. Runs axe directly, because
    /// its wrapper for Playwright takes several times as long.
    /// </summary>
    protected Task NoBarrierAsync() => NoBarrierAsync(Page);

    /// <inheritdoc cref="NoBarrierAsync()"/>
    protected static async Task NoBarrierAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        await NothingFoundAsync("""{ resultTypes: ["violations"] }""");
        const string contrast = """{ resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] }""";
        await InDarkAsync(page, () => NothingFoundAsync(contrast));

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

    /// <summary>
    /// Waits for the page to load; with CARDIO_PICTURES, takes screenshots of the whole page at the widths of a desktop and a phone.
    /// </summary>
    protected Task PictureAsync(string name) => PictureAsync(Page, name);

    /// <inheritdoc cref="PictureAsync(string)"/>
    protected static async Task PictureAsync(IPage page, string name)
    {
        await page.WaitForLoadStateAsync();
        await PictureAsync(page, name, 1280);
        await PictureAsync(page, name, 375);
        await page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>Takes screenshots in light colours at both widths, and in dark colours at the width of a desktop.</summary>
    protected async Task PictureInBothColoursAsync(string name)
    {
        await PictureAsync(name);
        await InDarkAsync(Page, () => PictureAsync(Page, $"{name}-dark", 1280));
    }

    // Not errors: a 4xx answer, and a request that a newer request of the same form replaces (hx-sync). A failed request also
    // reports "htmx:sendError" or "htmx:responseError".
    private static bool IsExpected(string error) =>
        error.Contains("status of 4", StringComparison.Ordinal)
        || error.Contains("Cross-Origin-Opener-Policy header has been ignored", StringComparison.Ordinal) // over plain HTTP
        || error.StartsWith("Clear-Site-Data header", StringComparison.Ordinal) // over plain HTTP
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
        var path = Path.Combine(Output, $"{name}-{width}.png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = true, Caret = ScreenshotCaret.Initial });
    }
}
