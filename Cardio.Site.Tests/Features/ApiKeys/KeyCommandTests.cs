using System.CommandLine;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.ApiKeys;

public sealed class KeyCommandTests
{
    [Fact]
    public async Task Creates_and_revokes_keys()
    {
        await using var host = await CardioHost.StartAsync();
        var (code, key, _) = await RunAsync(
            host,
            "key",
            "create",
            "--owner",
            "Doctor@cardio.example",
            "--name",
            "nightly",
            "--scope",
            "scores",
            "--scope",
            "batches",
            "--days",
            "10");
        Assert.Equal(0, code);
        var id = KeyText.Parse(key)!.Id;
        var found = (await host.Services.GetRequiredService<KeyStore>().FindAsync(id, TestContext.Current.CancellationToken))!;
        Assert.Equal(("nightly", "scores batches", TimeSpan.FromDays(10)), (found.Name, found.Scope, found.ExpiresAt - found.CreatedAt));
        Assert.Equal(0, (await RunAsync(host, "key", "revoke", id)).Code);
        Assert.Equal(2, (await RunAsync(host, "key", "revoke", id)).Code);
    }

    [Theory]
    [InlineData("No enabled account", "--owner", "nobody@cardio.example")]
    [InlineData("--scope must be one of", "--owner", "doctor@cardio.example", "--scope", "everything")]
    [InlineData("require a doctor's account", "--owner", "manager@cardio.example", "--scope", "scores")]
    [InlineData("--days must be between", "--owner", "doctor@cardio.example", "--days", "731")]
    [InlineData("--name must have", "--owner", "doctor@cardio.example", "--name", " ")]
    public async Task Explains_invalid_arguments(string sentence, params string[] arguments)
    {
        await using var host = await CardioHost.StartAsync();
        var (code, output, error) = await RunAsync(host, ["key", "create", .. arguments]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(CardioHost host, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new RootCommand { KeyCommand.Create(host.Services) }.Parse(arguments)
            .InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString().Trim(), error.ToString());
    }
}
