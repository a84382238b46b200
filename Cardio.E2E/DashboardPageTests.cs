using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A manager's walk through the dashboard, over made-up patients.</summary>
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
    public async Task No_page_has_a_barrier_and_none_is_cut()
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
    public async Task Every_chart_draws_its_table()
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
    public async Task A_filter_moves_every_figure_the_address_and_the_way_back()
    {
        var all = await FirstFigureAsync();
        await Page.GetByLabel("Sex", new() { Exact = true }).SelectOptionAsync("male");
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard\?sex=male$"));
        var men = await FirstFigureAsync();
        Assert.NotEqual(all, men);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Quality" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard/quality\?sex=male$")); // the filter goes along
        await Page.GoBackAsync();
        await Expect(Page.GetByLabel("Sex", new() { Exact = true })).ToHaveValueAsync("male");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Last 90 days" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/dashboard\?preset=last90&sex=male$"));
        await Page.Locator("#doctors a").First.ClickAsync(); // from a row to what is behind it
        await Expect(Page.Locator(".said")).ToContainTextAsync("Only Dr. Demo");
    }

    [Fact]
    public async Task A_threshold_moves_price_profit_and_the_missed_patients_together()
    {
        await Page.GotoAsync("/dashboard/value?preset=last90");
        var before = await Page.Locator("#glance").InnerTextAsync();
        await Page.Locator("#Threshold").FillAsync("80");
        await Page.Locator("#Threshold").BlurAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("threshold=80"));
        await Expect(Page.Locator("#glance")).ToContainTextAsync("At the clinic's 50%");
        Assert.NotEqual(before, await Page.Locator("#glance").InnerTextAsync());
        await PictureAsync("dashboard-value-threshold");
    }

    [Fact]
    public async Task New_figures_close_no_table_and_a_wall_has_figures_only()
    {
        await Page.GotoAsync("/dashboard?wall=true&refresh=30");
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeHiddenAsync();
        await Page.GetByText("Table", new() { Exact = true }).First.ClickAsync();
        await Expect(Page.Locator("#days")).ToBeVisibleAsync();
        var refreshed = Page.WaitForResponseAsync(response => response.Request.Headers.ContainsKey("hx-request"));
        await Page.EvaluateAsync("() => htmx.ajax('GET', location.pathname + location.search, { target: '#panels', swap: 'outerHTML' })"); // what the clock would do
        await refreshed;
        await Expect(Page.Locator("#days")).ToBeVisibleAsync();
        await PictureAsync("dashboard-wall");
    }

    [Fact]
    public async Task The_month_s_report_is_one_printed_page()
    {
        await Page.GotoAsync("/dashboard/report");
        var pages = await Page.PdfAsync(new() { PreferCSSPageSize = true, Path = Path.Combine(Output, "report.pdf") });
        Assert.Single(Regex.Matches(System.Text.Encoding.Latin1.GetString(pages), @"/Type\s*/Page\b(?!s)"));
    }

    [Fact]
    public async Task An_administrator_sees_what_a_model_would_change_promotes_it_and_goes_back()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await new SignInPage(Page).SignInAsync(await filled.AdministratorAsync());
        await Page.GotoAsync("/administration/models");
        await NoBarrierAsync();
        await PictureAsync("administration-models");
        await PromoteAsync("Promote 2026.11.2", "Better spread of the probability");
        await PromoteAsync("Roll back to 2026.11.1", "The managers want to see more of it first");
        await Expect(Page.GetByText("Better spread of the probability")).ToBeVisibleAsync();

        async Task PromoteAsync(string way, string reason)
        {
            await Page.GetByRole(AriaRole.Link, new() { Name = way }).First.ClickAsync();
            await Page.GetByRole(AriaRole.Button, new() { Name = way }).ClickAsync();
            await Expect(Page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" })).ToBeFocusedAsync(); // no reason, no promotion
            await NoBarrierAsync();
            await PictureAsync("administration-promote");
            await Page.GetByLabel("Reason").FillAsync(reason);
            await Page.GetByRole(AriaRole.Button, new() { Name = way }).ClickAsync();
            await Expect(Page.GetByText(reason)).ToBeVisibleAsync();
        }
    }

    private async Task<string> FirstFigureAsync() => await Page.Locator(".figures dd").First.InnerTextAsync();
}
