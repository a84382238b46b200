using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class HealthCheckTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_healthy_site_is_live_and_ready(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await StatusAsync(host, live: HttpStatusCode.OK, ready: HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_outdated_schema_is_not_ready()
    {
        await using var host = await CardioHost.StartAsync();
        await StatusAsync(host, live: HttpStatusCode.OK, ready: HttpStatusCode.OK);
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("delete from schema_version where scriptname like '%0002%'");
        await StatusAsync(host, live: HttpStatusCode.OK, ready: HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("model.zip", "flipped")]
    [InlineData("model.zip", "truncated")]
    [InlineData("model.zip", "missing")]
    [InlineData("card.json", "flipped")]
    public async Task With_a_damaged_model_the_site_stays_up_and_says_so(string file, string damage)
    {
        var folder = Directory.CreateTempSubdirectory("cardio-model-").FullName;
        try
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "model")))
                File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
            Damage(Path.Combine(folder, file), damage);
            await using var host = await CardioHost.StartAsync(settings: new() { ["Model:Directory"] = folder });
            await StatusAsync(host, live: HttpStatusCode.OK, ready: HttpStatusCode.ServiceUnavailable);

            var doctor = await host.DoctorAsync();
            var page = await doctor.PageAsync("/assessments/new");
            Assert.Contains("The model is not available", page.Body!.TextContent, StringComparison.Ordinal);
            using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(), htmx: true);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            await doctor.PageAsync("/assessments");
            await doctor.PageAsync("/about");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        if (how == "missing") File.Delete(path);
        else if (how == "truncated") File.WriteAllBytes(path, bytes[..^1]);
        else
        {
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    private static async Task StatusAsync(CardioHost host, HttpStatusCode live, HttpStatusCode ready)
    {
        using var liveResponse = await host.Anonymous().GetAsync("/health/live");
        using var readyResponse = await host.Anonymous().GetAsync("/health/ready");
        Assert.Equal((live, ready), (liveResponse.StatusCode, readyResponse.StatusCode));
    }
}
