using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Data.Secrets;

public sealed class SiteSecretTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("too short to seal anything with")]
    public async Task A_missing_or_short_secret_is_an_error(string? secret)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var error = Assert.Throws<SettingException>(() => database.SiteSecret(secret));
        Assert.Contains("CARDIO_SECRET", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_creates_one_readable_by_its_owner_only()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var secrets = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => database.SiteSecret(null, "Development").Derive("test"))));
        Assert.All(secrets, secret => Assert.Equal(secrets[0], secret));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.SecretFile));
    }

    [Fact]
    public async Task Each_purpose_has_its_own_key()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var secret = database.SiteSecret(TestDatabase.Secret);
        Assert.NotEqual(secret.Derive("one"), secret.Derive("other"));
    }
}
