using System.Text;

namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>Baseline server process: the bare framework with the Kestrel limits and logging of the site.</summary>
internal static class Baseline
{
    /// <summary>Command that starts a baseline server.</summary>
    public const string Argument = "baseline";

    /// <summary>Setting with the path of a site response; baseline responses have the same size.</summary>
    public const string AnswerSetting = "CARDIO_ANSWER";

    /// <summary>Serves until the process ends.</summary>
    /// <param name="kind"><c>json</c>, <c>commit</c> or <c>partial</c>.</param>
    /// <param name="port">TCP port to listen on.</param>
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
                app.MapPost("/api/v1/assessments", (BarePatient _, HttpResponse response) => RespondAsync(response, answer));
                break;
            case "commit":
                await using (var rows = await CommittedRows.OpenAsync(builder.Configuration, Encoding.UTF8.GetString(answer)))
                {
                    app.MapPost("/api/v1/assessments", async (BarePatient patient, HttpResponse response) =>
                    {
                        await rows.AddAsync(patient);
                        await RespondAsync(response, answer);
                    });
                    await app.RunAsync();
                }
                return;
            case "partial":
                BareModel.Lines = answer.Length / BareModel.BytesPerLine;
                app.MapRazorPages();
                break;
            default:
                throw new ArgumentException($"Unknown baseline: {kind}.", nameof(kind));
        }
        await app.RunAsync();
    }

    private static async Task RespondAsync(HttpResponse response, byte[] answer)
    {
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer);
    }
}
