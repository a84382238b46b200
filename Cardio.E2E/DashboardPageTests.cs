using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A manager uses the dashboard over demo data.</summary>
public sealed class DashboardPageTests(SiteFixture site, DashboardFixture filled) : BrowserTest(site), IClassFixture<DashboardFixture>
{
    private static readonly string[] Pages = ["", "/quality", "/value", "/reliability", "/models", "/report", "/views"];

    protected override string Address => filled.Address;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new SignInPage(Page).SignInAsync("manager");
    }

    [Fact]
    public async Task Pages_are_accessible_and_fit_into_320_pixels()
    {
        foreach (var page in Pages)
        {
            await Page.GotoAsync($"/dashboard{page}");
            await NoBarrierAsync();
            await PictureInBothColoursAsync($"dashboard{page.Replace('/', '-')}");
            await Page.SetViewportSizeAsync(320, 800);
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), page);
            await Page.SetViewportSizeAsync(1280, 900);
        }
    }

    [Fact]
    public async Task Every_chart_draws_all_rows_of_its_table()
    {
        foreach (var page in Pages)
        {
            await Page.GotoAsync($"/dashboard{page}");
            var charts = await Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll("canvas[data-chart-of]")].map((canvas) => {
                    const chart = Chart.getChart(canvas);
                    const rows = document.querySelectorAll(`#${CSS.escape(canvas.dataset.chartOf)} tbody tr`);
                    return `${canvas.dataset.chartOf}: ${chart ? chart.data.datasets[0].data.length : "none"} of ${rows.length}`;
                })
                """);
            Assert.All(charts, chart => Assert.Matches(@"^[\w-]+: (\d+) of \1$", chart));
        }
    }

    [Fact]
    public async Task Filter_changes_the_figures_the_address_and_the_history()
    {
        var all = await FirstFigureAsync();
        await Page.GetByLabel("Sex", new() { Exact = true }).SelectOptionAsync("male");
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard\?sex=male$"));
        var men = await FirstFigureAsync();
        Assert.NotEqual(all, men);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Quality" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard/quality\?sex=male$")); // the filter is kept
        await Page.GoBackAsync();
        await Expect(Page.GetByLabel("Sex", new() { Exact = true })).ToHaveValueAsync("male");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Last 90 days" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard\?preset=last90&sex=male$"));
        await Page.Locator("#doctors a").First.ClickAsync(); // drills down from a row
        await Expect(Page.Locator(".said")).ToContainTextAsync("Only Dr. Demo");
    }

    [Fact]
    public async Task Threshold_changes_cost_profit_and_missed_patients_together()
    {
        await Page.GotoAsync("/dashboard/value?preset=last90");
        var before = await Page.Locator("#glance").InnerTextAsync();
        await Page.Locator("#Threshold").FillAsync("80");
        await Page.Locator("#Threshold").BlurAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("threshold=80"));
        await Expect(Page.Locator("#glance")).ToContainTextAsync("At the clinic's threshold of 50%");
        Assert.NotEqual(before, await Page.Locator("#glance").InnerTextAsync());
        await PictureAsync("dashboard-value-threshold");
    }

    [Fact]
    public async Task Refresh_keeps_open_tables_and_wall_mode_shows_only_figures()
    {
        await Page.GotoAsync("/dashboard?wall=true&refresh=30");
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeHiddenAsync();
        await Page.GetByText("Table", new() { Exact = true }).First.ClickAsync();
        await Expect(Page.Locator("#days")).ToBeVisibleAsync();
        var refreshed = Page.WaitForResponseAsync(response => response.Request.Headers.ContainsKey("hx-request"));
        // The same request as the refresh timer sends.
        await Page.EvaluateAsync(
            "() => htmx.ajax('GET', location.pathname + location.search, { target: '#panels', swap: 'outerHTML' })");
        await refreshed;
        await Expect(Page.Locator("#days")).ToBeVisibleAsync();
        await PictureAsync("dashboard-wall");
    }

    [Fact]
    public async Task Monthly_report_fits_on_one_printed_page()
    {
        await Page.GotoAsync("/dashboard/report");
        var pages = await Page.PdfAsync(new() { PreferCSSPageSize = true, Path = Path.Combine(Output, "report.pdf") });
        Assert.Single(Regex.Matches(System.Text.Encoding.Latin1.GetString(pages), @"/Type\s*/Page\b(?!s)"));
    }

    [Fact]
    public async Task Administrator_promotes_a_model_and_rolls_back()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await new SignInPage(Page).SignInAsync(await filled.AdministratorAsync());
        await Page.GotoAsync("/administration/models");
        await NoBarrierAsync();
        await PictureAsync("administration-models");
        await PromoteAsync("Promote 2026.11.2", "Better spread of the probability");
        await PromoteAsync("Roll back to 2026.11.1", "The managers want to see more of it first");
        await Expect(Page.GetByText("Better spread of the probability")).ToBeVisibleAsync();

        async Task PromoteAsync(string action, string reason)
        {
            await Page.GetByRole(AriaRole.Link, new() { Name = action }).First.ClickAsync();
            await Page.GetByRole(AriaRole.Button, new() { Name = action }).ClickAsync();
            // A promotion needs a reason.
            await Expect(Page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" })).ToBeFocusedAsync();
            await NoBarrierAsync();
            await PictureAsync("administration-promote");
            await Page.GetByLabel("Reason").FillAsync(reason);
            await Page.GetByRole(AriaRole.Button, new() { Name = action }).ClickAsync();
            await Expect(Page.GetByText(reason)).ToBeVisibleAsync();
        }
    }

    private async Task<string> FirstFigureAsync() => await Page.Locator(".figures dd").First.InnerTextAsync();
}
