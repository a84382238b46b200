using System.Net;
using Cardio.Site.Tests.Assessments;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Access;

/// <summary>Who may see and do what: every route of the site for everybody, from the site's own list of routes.</summary>
public sealed class MatrixTests
{
    /// <summary>What each gets: a status, or where they are sent. An unsafe route is asked with a token of one's own and no fields.</summary>
    private const string Matrix = "Cardio.Site.Tests/Access/matrix.txt";

    [Fact]
    public async Task Everybody_gets_what_the_matrix_says_and_every_route_stands_in_it()
    {
        await using var host = await CardioHost.StartAsync();
        var people = new People(host);
        var id = (await Assessed.PathAsync(await host.DoctorAsync())).Split('/')[^1];
        var found = new List<string>();
        foreach (var route in await SiteRoute.AllAsync(host.Services))
        {
            var answers = new List<string>();
            foreach (var who in People.All) answers.Add(await AskAsync(await people.AsAsync(who), route, id));
            found.Add(Line(route.ToString(), answers));
        }
        List<string> actual = [Line("", People.All), .. found];
        Directory.CreateDirectory(Repository.Path("TestResults"));
        await File.WriteAllLinesAsync(Repository.Path("TestResults/access-matrix.txt"), actual, TestContext.Current.CancellationToken); // to look at where it differs
        Assert.Equal((await File.ReadAllLinesAsync(Repository.Path(Matrix), TestContext.Current.CancellationToken)).ToList(), actual);
    }

    private static async Task<string> AskAsync(Visitor visitor, SiteRoute route, string id)
    {
        var values = new Dictionary<string, string> { ["id"] = id, ["code"] = "404" };
        using var request = new HttpRequestMessage(new(route.Method), route.Path(values));
        if (!route.IsSafe) request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var response = await visitor.SendAsync(request);
        return response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently
            ? response.Headers.Location!.OriginalString.Replace("https://cardio.example", "", StringComparison.Ordinal).Split('?')[0].Replace(id, "…", StringComparison.Ordinal)
            : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Line(string route, IEnumerable<string> cells) =>
        $"{route,-52}{string.Concat(cells.Select(cell => $"{cell,-24}"))}".TrimEnd();

    /// <summary>Everybody there is, signed in afresh each time: a request may sign them out.</summary>
    private sealed class People(CardioHost host)
    {
        public static readonly IReadOnlyList<string> All = ["anonymous", "doctor A", "doctor B", "manager", "admin"];

        private bool _isOtherMade;

        public async Task<Visitor> AsAsync(string who) => who switch
        {
            "doctor A" => await host.DoctorAsync(),
            "doctor B" => await OtherAsync(),
            "manager" => await host.ManagerAsync(),
            "admin" => await host.AdminAsync(),
            _ => host.Anonymous(),
        };

        private async Task<Visitor> OtherAsync()
        {
            if (_isOtherMade) return await host.SignedInAsync("other@cardio.example", "en");
            _isOtherMade = true;
            return await host.OtherDoctorAsync();
        }
    }
}
