using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Clinic.Audit;

public sealed class AuditFirstEntryTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_first_entries_may_be_written_concurrently(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var trail = database.Trail();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => trail.RecordAsync(new(Actors.Anonymous, AuditAction.SignInRefused), TestContext.Current.CancellationToken)));
        var finding = await database.Verification().RunAsync(null, TestContext.Current.CancellationToken);
        Assert.Null(finding.Fault);
        Assert.Equal(8, finding.Rows);
    }
}
