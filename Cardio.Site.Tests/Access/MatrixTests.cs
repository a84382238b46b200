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

/// <summary>Who may see and do what: every route of the site for everybody, from the site's own list of routes.</summary>
public sealed class MatrixTests
{
    /// <summary>What each gets: a status, or where they are sent. An unsafe route is asked with a token of one's own and no fields.</summary>
    private const string Matrix = "Cardio.Site.Tests/Access/matrix.txt";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_gets_what_the_matrix_says_and_every_route_stands_in_it()
    {
        await using var host = await CardioHost.StartAsync();
        var people = await MatrixAccounts.OfAsync(host);
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
        await File.WriteAllLinesAsync(Repository.Path("TestResults/access-matrix.txt"), actual, Cancellation); // to look at where it differs
        Assert.Equal((await File.ReadAllLinesAsync(Repository.Path(Matrix), Cancellation)).ToList(), actual);
    }

    /// <summary>What stands in the place of each parameter: doctor A's assessment or batch, an account made for the one request, a good link, a setting.</summary>
    private static async Task<Dictionary<string, string>> ValuesAsync(CardioHost host, SiteRoute route, string assessment)
    {
        var values = new Dictionary<string, string> { ["id"] = assessment, ["code"] = "404", ["slug"] = "retention", ["token"] = "1" };
        if (route.Pattern.Contains("/batches/{id", StringComparison.Ordinal))
        {
            var batch = await Batching.UploadedAsync(await host.DoctorAsync(), Batching.Table(3));
            return new() { ["id"] = batch.Split('/')[^1] };
        }
        if (!route.Pattern.Contains("/users/{id", StringComparison.Ordinal) && !route.Pattern.StartsWith("/invitation/", StringComparison.Ordinal)) return values;
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Email = $"{Guid.NewGuid():N}@cardio.example", DisplayName = "Somebody", CreatedAt = host.Time.GetUtcNow() };
        Assert.True((await accounts.CreateAsync(account, DemoAccounts.Password)).Succeeded);
        values["id"] = account.Id.ToString();
        values["token"] = (await host.Services.GetRequiredService<InvitationStore>().RenewAsync(account.Id, "console", Cancellation))!.Split('/')[^1];
        return values;
    }

    private static async Task<string> AskAsync(Visitor visitor, SiteRoute route, IReadOnlyDictionary<string, string> values)
    {
        using var request = new HttpRequestMessage(new(route.Method), route.Path(values));
        if (!route.IsSafe) request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var response = await visitor.SendAsync(request);
        if (response.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently)) return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var location = response.Headers.Location!.OriginalString.Replace("https://cardio.example", "", StringComparison.Ordinal).Split('?')[0];
        return values.Values.Aggregate(location, (path, value) => value.Length > 20 ? path.Replace(value, "…", StringComparison.Ordinal) : path);
    }

    private static string Line(string route, IEnumerable<string> cells) =>
        $"{route,-58}{string.Concat(cells.Select(cell => $"{cell,-24}"))}".TrimEnd();

    /// <summary>Everybody there is, signed in afresh each time: a request may sign them out.</summary>
    private sealed class MatrixAccounts(CardioHost host, string key)
    {
        public static readonly IReadOnlyList<string> All = ["anonymous", "doctor A", "doctor B", "manager", "admin", "key A"];

        /// <summary>With a doctor B, and a key of doctor A that may do everything that keys may.</summary>
        public static async Task<MatrixAccounts> OfAsync(CardioHost host)
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
            "key A" => host.Program(key),
            _ => host.Anonymous(),
        };
    }
}
