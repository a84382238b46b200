using System.Net;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web;

public sealed class LimitTests
{
    private static readonly Dictionary<string, string?> Narrow = new() { ["Limits:ClientRequestsPerSecond"] = "1", ["Limits:ClientBurst"] = "12" };

    [Fact]
    public async Task One_client_that_asks_too_often_is_told_when_to_come_again_and_others_are_served()
    {
        await using var host = await CardioHost.StartAsync(settings: Narrow);
        var doctor = await host.DoctorAsync();
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 20 && refused is null; i++)
        {
            var response = await doctor.GetAsync("/about");
            if (response.StatusCode == HttpStatusCode.TooManyRequests) refused = response;
            else Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        Assert.NotNull(refused);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("Too many requests from you", (await Visitor.ReadAsync(refused)).QuerySelector("h1")!.TextContent);

        using var fragment = await doctor.GetAsync("/about", htmx: true);
        Assert.Equal(HttpStatusCode.TooManyRequests, fragment.StatusCode);
        Assert.Null((await Visitor.ReadAsync(fragment)).QuerySelector("header"));

        Assert.Equal(HttpStatusCode.OK, (await (await host.OtherDoctorAsync()).GetAsync("/about")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await doctor.GetAsync("/css/site.css")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await doctor.GetAsync("/health/live")).StatusCode);
    }
}
