using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A doctor sends a file, looks at what was understood, and takes the result.</summary>
public sealed class BatchTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task A_file_is_checked_worked_on_and_taken_along()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var batch = new BatchPage(Page);
        await batch.UploadAsync("nothing;known\n1;2\n");
        await Expect(batch.Alert).ToBeFocusedAsync();
        await PictureAsync("batches-refused");
        await NoBarrierAsync();
        await batch.UploadAsync(BatchPage.Excel(3000));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "2,700 of 3,000 rows can be assessed" })).ToBeVisibleAsync();
        await PictureAsync("batch-preview");
        await NoBarrierAsync();
        await batch.StartAsync();
        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await NoBarrierAsync();
        await PictureAsync("batch-progress");
        await Expect(batch.Done).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done: the result is ready");
        await PictureAsync("batch-done");
        await NoBarrierAsync();
        var file = await Page.RunAndWaitForDownloadAsync(() => batch.Result.ClickAsync());
        Assert.Equal(3001, (await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Length);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Assessments from files" }).ClickAsync();
        await Expect(Page.GetByLabel("Source", new() { Exact = true })).ToHaveValueAsync("batch");
        await PictureAsync("history-files");
    }
}

/// <summary>The same without a script.</summary>
public sealed class BatchWithoutJavaScriptTests(SiteFixture site) : BrowserTest(site)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task A_file_is_worked_on_while_the_page_refreshes_itself()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var batch = new BatchPage(Page);
        await batch.UploadAsync(BatchPage.Excel(1000));
        await batch.StartAsync();
        await Expect(batch.Done).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Page.GetByText("Delete this file").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Files of patients" })).ToBeVisibleAsync();
    }
}
