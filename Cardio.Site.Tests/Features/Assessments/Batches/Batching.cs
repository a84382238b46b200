using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

/// <summary>Files of made-up patients, and a doctor who sends them.</summary>
internal static class Batching
{
    public const string Page = "/assessments/batches";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A file with the public table's columns; every tenth row has a height that no adult has.</summary>
    public static string Table(int rows)
    {
        var text = new StringBuilder("id;age;gender;height;weight;ap_hi;ap_lo;cholesterol;gluc;smoke;alco;active;cardio\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture,
                $"{i};{15000 + i % 9000};{1 + i % 2};{(i % 10 == 9 ? 55 : 150 + i % 40)};{60 + i % 50}.5;"
                + $"{110 + i % 60};{70 + i % 20};{1 + i % 3};1;0;0;1;{i % 2}\n");
        return text.ToString();
    }

    /// <summary>Sends a file as the page's form does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(Visitor doctor, byte[] file, string name = "patients.csv")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await doctor.TokenAsync()), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "File", name },
        };
        return await doctor.SendAsync(HttpMethod.Post, Page, form);
    }

    /// <summary>Sends a file that is taken, and gives the address of the batch.</summary>
    public static async Task<string> UploadedAsync(Visitor doctor, string file)
    {
        using var response = await UploadAsync(doctor, Encoding.UTF8.GetBytes(file));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a file, starts the work and waits for its end.</summary>
    public static async Task<string> DoneAsync(Visitor doctor, string file, bool isStored = true)
    {
        var path = await UploadedAsync(doctor, file);
        using var started = await doctor.PostAsync(path, new() { ["IsStored"] = isStored ? "true" : "false" }, handler: "Start");
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        await EndAsync(doctor, path);
        return path;
    }

    public static async Task EndAsync(Visitor doctor, string path)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50, Cancellation))
        {
            if ((await doctor.PageAsync(path)).QuerySelector("progress") is null) return;
        }
        Assert.Fail("The batch does not come to its end.");
    }

    /// <summary>The lines of the result.</summary>
    public static async Task<string[]> ResultAsync(Visitor doctor, string path)
    {
        using var response = await doctor.GetAsync($"{path}?handler=Result");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadAsStringAsync(Cancellation)).TrimStart('\uFEFF').TrimEnd().Split("\r\n");
    }
}
