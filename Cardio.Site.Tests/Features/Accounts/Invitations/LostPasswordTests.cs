using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.Invitations;

public sealed class LostPasswordTests
{
    private const string Email = "lost@hospital.example";
    private const string Another = "another calm heron wades";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task New_link_keeps_the_second_factor(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        var id = await host.MakeAsync(Email, "doctor");
        var secret = await host.EnrolAsync(Email);
        using var made = await admin.PostAsync($"/administration/users/{id}", [], handler: "Link");
        var visitor = host.Anonymous();
        using (var done = await visitor.PostAsync(await People.LinkAsync(made), People.NewPassword(Another)))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        Assert.True(await visitor.IsOutAsync()); // the link itself signs nobody in

        using (var password = await visitor.PostAsync("/sign-in", new() { ["Email"] = Email, ["Password"] = Another }))
            Assert.Equal("/sign-in/code", password.Headers.Location?.OriginalString);
        Assert.True(await visitor.IsOutAsync());
        using (var wrong = await visitor.PostAsync("/sign-in/code", new() { ["Code"] = "000000" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await visitor.PostAsync("/sign-in/code", new() { ["Code"] = host.Code(secret) });
        Assert.Equal("/", right.Headers.Location?.OriginalString);
    }
}
