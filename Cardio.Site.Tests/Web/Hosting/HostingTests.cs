using System.Net;
using Cardio.Site.Tests.Support;
using Cardio.Site.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Cardio.Site.Tests.Web.Hosting;

public sealed class HostingTests
{
    [Fact]
    public void A_container_s_secrets_are_settings_and_variables_win()
    {
        var folder = Directory.CreateTempSubdirectory("cardio-secrets-").FullName;
        File.WriteAllText(Path.Combine(folder, "CARDIO_SECRET"), "from a file\n");
        File.WriteAllText(Path.Combine(folder, "Smtp__Password"), "from a file");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("CARDIO_SECRET", (string?)"from elsewhere")]);
        configuration.AddContainerSecrets(folder);
        var settings = configuration.Build();
        Assert.Equal(("from elsewhere", "from a file"), (settings["CARDIO_SECRET"], settings["Smtp:Password"]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Without_such_a_folder_there_are_none()
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddContainerSecrets("/nowhere/at/all");
        Assert.Null(configuration.Build()["CARDIO_SECRET"]);
    }

    [Theory]
    [InlineData("cardio.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("other.example", HttpStatusCode.BadRequest)]
    public async Task The_site_answers_to_its_names_and_to_its_own_health_check(string name, HttpStatusCode expected)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["AllowedHosts"] = "cardio.example" });
        using var http = host.CreateClient();
        using var answer = await http.GetAsync(new Uri($"https://{name}/health/live"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("cardio.example", false)]
    public async Task Outside_Development_a_site_without_a_name_says_so(string names, bool isTold)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["AllowedHosts"] = names, ["environment"] = "Production" });
        _ = host.Anonymous();
        Assert.Equal(isTold, host.Log.Lines.Any(line => line.Contains("AllowedHosts", StringComparison.Ordinal)));
    }

    // A clock, a watcher or a static member that keeps a site keeps all that it has loaded. The first in a process may be held by the
    // pool of connections, which belongs to all.
    [Fact]
    public async Task A_site_that_ended_leaves_the_memory()
    {
        var ended = new List<WeakReference>();
        for (var i = 0; i < 3; i++) ended.Add(await StartAndEndAsync());
        for (var round = 0; round < 20 && Kept() > 1; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.InRange(Kept(), 0, 1);

        int Kept() => ended.Count(site => site.IsAlive);

        static async Task<WeakReference> StartAndEndAsync()
        {
            await using var host = await CardioHost.StartAsync();
            using var answer = await host.Anonymous().GetAsync("/about");
            return new(host.Services);
        }
    }
}
