using System.Globalization;
using System.Net;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Access;

/// <summary>Compares the response of every route to each role with the access matrix.</summary>
public sealed class MatrixTests
{
    /// <summary>A status or redirect for each route and role. Requests to unsafe routes have a valid token and no fields.</summary>
    private const string Matrix = "Cardio.Site.Tests/Access/matrix.txt";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_answers_each_role_as_in_the_matrix()
    {
        await using var host = await CardioHost.StartAsync();
        var people = await MatrixAccounts.CreateAsync(host);
        var assessment = (await Assessed.PathAsync(await host.DoctorAsync())).Split('/')[^1];
        var found = new List<string>();
        foreach (var route in await SiteRoute.AllAsync(host.Services))
        {
            var answers = new List<string>();
            foreach (var who in MatrixAccounts.All)
            {
                var values = await ValuesAsync(host, route, assessment);
                answers.Add(await AskAsync(await people.AsAsync(who), route, values));
            }
            found.Add(Line(route.ToString(), answers));
        }
        List<string> actual = [Line("", MatrixAccounts.All), .. found];
        Directory.CreateDirectory(Repository.Path("TestResults"));
        // for comparison after a failure
        await File.WriteAllLinesAsync(Repository.Path("TestResults/access-matrix.txt"), actual, Cancellation);
        Assert.Equal((await File.ReadAllLinesAsync(Repository.Path(Matrix), Cancellation)).ToList(), actual);
    }

    /// <summary>Values of the route parameters: an assessment or batch of doctor A, a new account, a valid link, a setting.</summary>
    private static async Task<Dictionary<string, string>> ValuesAsync(CardioHost host, SiteRoute route, string assessment)
    {
        var values = new Dictionary<string, string> { ["id"] = assessment, ["code"] = "404", ["slug"] = "retention", ["token"] = "1" };
        if (route.Pattern.Contains("/batches/{id", StringComparison.Ordinal))
        {
            var batch = await Batching.UploadedAsync(await host.DoctorAsync(), Batching.Table(3));
            return new() { ["id"] = batch.Split('/')[^1] };
        }
        if (!route.Pattern.Contains("/users/{id", StringComparison.Ordinal)
            && !route.Pattern.StartsWith("/invitation/", StringComparison.Ordinal))
            return values;
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account
        {
            Email = $"{Guid.NewGuid():N}@cardio.example", DisplayName = "Somebody", CreatedAt = host.Time.GetUtcNow(),
        };
        Assert.True((await accounts.CreateAsync(account, DemoAccounts.Password)).Succeeded);
        values["id"] = account.Id.ToString();
        values["token"] = (
            await host.Services.GetRequiredService<InvitationStore>()
                .RenewAsync(account.Id, "console", Cancellation))!.Split('/')[^1];
        return values;
    }

    private static async Task<string> AskAsync(Visitor visitor, SiteRoute route, IReadOnlyDictionary<string, string> values)
    {
        using var request = new HttpRequestMessage(new(route.Method), route.Path(values));
        if (!route.IsSafe) request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var response = await visitor.SendAsync(request);
        if (response.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently))
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var location = response.Headers.Location!.OriginalString.Replace("https://cardio.example", "", StringComparison.Ordinal)
            .Split('?')[0];
        return values.Values.Aggregate(
            location, (path, value) => value.Length > 20 ? path.Replace(value, "…", StringComparison.Ordinal) : path);
    }

    private static string Line(string route, IEnumerable<string> cells) =>
        $"{route,-58}{string.Concat(cells.Select(cell => $"{cell,-24}"))}".TrimEnd();

    /// <summary>One user of each role, signed in again for each request, because a request may end the session.</summary>
    private sealed class MatrixAccounts(CardioHost host, string key)
    {
        public static readonly IReadOnlyList<string> All = ["anonymous", "doctor A", "doctor B", "manager", "admin", "key A"];

        /// <summary>Creates the accounts, with a second doctor, and a key of doctor A with all scopes.</summary>
        public static async Task<MatrixAccounts> CreateAsync(CardioHost host)
        {
            await host.OtherDoctorAsync();
            await using var scope = host.Services.CreateAsyncScope();
            var doctor = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync("doctor@cardio.example");
            var key = new NewKey(doctor!.Id, "Matrix", Cardio.Site.Web.Api.ApiGroup.Scopes, NewKey.DefaultDays);
            return new(host, (await host.Services.GetRequiredService<KeyStore>().CreateAsync(key, "console", Cancellation))!.ToString());
        }

        public async Task<Visitor> AsAsync(string who) => who switch
        {
            "doctor A" => await host.DoctorAsync(),
            "doctor B" => await host.SignedInAsync("other@cardio.example", "en"),
            "manager" => await host.ManagerAsync(),
            "admin" => await host.AdminAsync(),
            "key A" => host.ApiClient(key),
            _ => host.Anonymous(),
        };
    }
}
