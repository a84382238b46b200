using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Data.Secrets;

public sealed class KeyRingTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Processes_that_start_together_share_one_encrypted_key(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var processes = Enumerable.Range(0, 6).Select(_ => Process(database, TestDatabase.Secret)).ToList();
        var sealedTexts = await Task.WhenAll(
            processes.Select(process => Task.Run(() => process.CreateProtector("test").Protect("text"))));
        Assert.All(processes, process => Assert.All(
            sealedTexts, text => Assert.Equal("text", process.CreateProtector("test").Unprotect(text))));

        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var xml = Assert.Single(await connection.QueryAsync<string>("select xml from data_protection_key"));
        Assert.Contains("<sealed", xml, StringComparison.Ordinal);
        // Existing databases contain this type name.
        Assert.Contains("decryptorType=\"Cardio.Site.Data.KeyRing+Opener, Cardio.Site,", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_secret_decrypts_no_key()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var text = Process(database, TestDatabase.Secret).CreateProtector("test").Protect("text");
        Assert.ThrowsAny<Exception>(() => Process(database, $"another {TestDatabase.Secret}").CreateProtector("test").Unprotect(text));
    }

    private static IDataProtectionProvider Process(TestDatabase database, string secret)
    {
        var services = new ServiceCollection();
        services.AddSingleton(database.Source).AddSingleton(database.Options).AddSingleton(TimeProvider.System);
        services.AddSingleton(database.SiteSecret(secret)).AddLogging();
        KeyRing.AddTo(services);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }
}
