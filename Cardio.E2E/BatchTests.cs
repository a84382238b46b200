using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A doctor uploads a file, checks the preview and downloads the result.</summary>
public sealed class BatchTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Doctor_uploads_a_file_and_downloads_the_result()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var batch = new BatchPage(Page);
        await batch.UploadAsync("nothing;known\n1;2\n");
        await Expect(batch.Alert).ToBeFocusedAsync();
        await PictureAsync("batches-refused");
        await NoBarrierAsync();
        await batch.UploadAsync(BatchPage.CreateExcelCsv(3000));
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
        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(3001, lines.Length);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Assessments from files" }).ClickAsync();
        await Expect(Page.GetByLabel("Source", new() { Exact = true })).ToHaveValueAsync("batch");
        await PictureAsync("history-files");
    }
}

/// <summary>File upload without JavaScript.</summary>
public sealed class BatchWithoutJavaScriptTests(SiteFixture site) : BrowserTest(site)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Page_refreshes_itself_until_the_file_is_done()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var batch = new BatchPage(Page);
        await batch.UploadAsync(BatchPage.CreateExcelCsv(1000));
        await batch.StartAsync();
        await Expect(batch.Done).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Page.GetByText("Delete this file").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Patient files" })).ToBeVisibleAsync();
    }
}
