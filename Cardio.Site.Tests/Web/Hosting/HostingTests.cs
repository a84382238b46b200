using System.Net;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class HostingTests
{
    [Fact]
    public void Container_secrets_are_settings_and_variables_take_precedence()
    {
        var folder = Directory.CreateTempSubdirectory("cardio-secrets-").FullName;
        File.WriteAllText(Path.Combine(folder, "CARDIO_SECRET"), "from a file\n");
        File.WriteAllText(Path.Combine(folder, "Smtp__Password"), "from a file");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("CARDIO_SECRET", (string?)"from elsewhere")]);
        configuration.AddContainerSecrets(folder);
        var settings = configuration.Build();
        Assert.Equal(("from elsewhere", "from a file"), (settings["CARDIO_SECRET"], settings["Smtp:Password"]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_missing_folder_of_secrets_is_ignored()
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddContainerSecrets("/nowhere/at/all");
        Assert.Null(configuration.Build()["CARDIO_SECRET"]);
    }

    [Theory]
    [InlineData("cardio.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("other.example", HttpStatusCode.BadRequest)]
    public async Task The_site_accepts_its_host_names_and_its_health_check(string name, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["AllowedHosts"] = "cardio.example" });
        using var http = host.CreateClient();
        using var answer = await http.GetAsync(new Uri($"https://{name}/health/live"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("cardio.example", false)]
    public async Task Outside_Development_a_missing_host_name_is_logged(string names, bool isLogged)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["AllowedHosts"] = names, ["environment"] = "Production" });
        _ = host.Anonymous();
        Assert.Equal(isLogged, host.Log.Lines.Any(line => line.Contains("AllowedHosts", StringComparison.Ordinal)));
    }

    // A timer, a file watcher or a static member could hold a stopped site in memory with all that it has loaded.
    // One site is allowed: the connection pool of the process may hold the first.
    [Fact]
    public async Task A_stopped_site_is_garbage_collected()
    {
        var stopped = new List<WeakReference>();
        for (var i = 0; i < 3; i++) stopped.Add(await StartAndStopAsync());
        for (var round = 0; round < 20 && CountAlive() > 1; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.InRange(CountAlive(), 0, 1);

        int CountAlive() => stopped.Count(site => site.IsAlive);

        static async Task<WeakReference> StartAndStopAsync()
        {
            await using var host = await CardioHost.StartAsync();
            using var answer = await host.Anonymous().GetAsync("/about");
            return new(host.Services);
        }
    }
}
