using System.Text;

namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>The bare framework, as a process of its own: Kestrel, limits and logs as the site has them, and nothing else of the site.</summary>
internal static class Baseline
{
    /// <summary>The argument under which this program serves a baseline.</summary>
    public const string Argument = "baseline";

    /// <summary>Names the file with the answer whose size the baseline's has.</summary>
    public const string AnswerSetting = "CARDIO_ANSWER";

    /// <summary>Serves until it is ended.</summary>
    /// <param name="kind"><c>json</c>, <c>commit</c> or <c>partial</c>.</param>
    /// <param name="port">The port.</param>
    public static async Task ServeAsync(string kind, string port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://*:{port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 500;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Logging.AddJsonConsole();
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Load/Baselines");

        await using var app = builder.Build();
        var answer = await File.ReadAllBytesAsync(builder.Configuration[AnswerSetting]!);
        switch (kind)
        {
            case "json":
                app.MapPost("/api/v1/assessments", (BarePatient _, HttpResponse response) => AnswerAsync(response, answer));
                break;
            case "commit":
                await using (var rows = await CommittedRows.OpenAsync(builder.Configuration, Encoding.UTF8.GetString(answer)))
                {
                    app.MapPost("/api/v1/assessments", async (BarePatient patient, HttpResponse response) =>
                    {
                        await rows.AddAsync(patient);
                        await AnswerAsync(response, answer);
                    });
                    await app.RunAsync();
                }
                return;
            case "partial":
                BareModel.Lines = answer.Length / BareModel.BytesOfLine;
                app.MapRazorPages();
                break;
            default:
                throw new ArgumentException($"{kind} is no baseline.", nameof(kind));
        }
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpResponse response, byte[] answer)
    {
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer);
    }
}
