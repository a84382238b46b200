using System.CommandLine;
using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Features.Accounts.Invitations;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly Dictionary<string, string?> Production = new() { ["environment"] = "Production" };

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Newest_link_creates_the_first_administrator(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new(Production));
        _ = host.Anonymous();
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from account"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from set_up_link"));

        var (older, link) = (await OfferAsync(host), await OfferAsync(host));
        using (var old = await host.Anonymous().GetAsync(older!)) Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
        using (var refused = await host.Anonymous().PostAsync(link!, Person("not an address")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using (var done = await host.Anonymous().PostAsync(link!, Person("first@hospital.example")))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        await host.SignedInWithAsync("first@hospital.example");
        Assert.Equal("admin", await connection.QuerySingleAsync<string>("select role from account_role"));

        using (var again = await host.Anonymous().GetAsync(link!)) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Null(await OfferAsync(host)); // an administrator exists now
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Only_one_of_many_concurrent_uses_creates_an_administrator(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new(Production));
        var token = (await OfferAsync(host))!.Split('/')[^1];
        var first = host.Services.GetRequiredService<FirstAdministrator>();
        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => first.UseAsync(token, $"a{i}@hospital.example", "A", "hash", Cancellation)));
        Assert.Single(results, SetUpResult.Done);
        Assert.Equal(7, results.Count(result => result == SetUpResult.Gone));
    }

    [Fact]
    public async Task Link_is_invalid_once_another_administrator_exists()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Production));
        var link = await OfferAsync(host);
        Assert.Equal(0, (await RunAsync(host, "admin", "create", "--email", "boss@hospital.example")).Code);
        using var response = await host.Anonymous().GetAsync(link!);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Command_line_creates_an_administrator_who_sets_a_password()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Production));
        var (code, path, _) = await RunAsync(host, "admin", "create", "--email", "boss@hospital.example", "--name", "The Boss");
        Assert.Equal(0, code);
        using (var done = await host.Anonymous().PostAsync(path, People.NewPassword()))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        await host.SignedInWithAsync("boss@hospital.example");

        var (again, _, sentence) = await RunAsync(host, "admin", "create", "--email", "BOSS@hospital.example");
        Assert.Equal(2, again);
        Assert.Contains("already exists", sentence, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(host, "admin", "create", "--email", "no address")).Code);

        var (linked, newPath, _) = await RunAsync(host, "admin", "link", "--email", "boss@hospital.example");
        Assert.Equal(0, linked);
        _ = await host.Anonymous().PageAsync(newPath);
        Assert.Equal(2, (await RunAsync(host, "admin", "link", "--email", "nobody@hospital.example")).Code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(CardioHost host, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var call = new RootCommand { AdminCommand.Create(host.Services) }.Parse(arguments);
        var code = await call.InvokeAsync(new() { Output = output, Error = error }, Cancellation);
        return (code, output.ToString().Trim(), error.ToString());
    }

    private static Dictionary<string, string?> Person(string email)
    {
        var fields = People.NewPassword();
        (fields["Input.Email"], fields["Input.DisplayName"]) = (email, "The First");
        return fields;
    }

    /// <summary>Starts the offer; returns the path of the link in the log, or null.</summary>
    private static async Task<string?> OfferAsync(CardioHost host)
    {
        var log = new PathLog();
        await ActivatorUtilities.CreateInstance<FirstAdministrator>(host.Services, (ILogger<FirstAdministrator>)log)
            .OfferAsync(Cancellation);
        return log.Path;
    }

    private sealed class PathLog : ILogger<FirstAdministrator>
    {
        public string? Path { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Path = formatter(state, exception).Split(' ').Single(word => word.StartsWith('/'));
    }
}
