using Cardio.Site.Features.ApiKeys;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Support;

internal static class TestServers
{
    extension(PostgresServer)
    {
        /// <summary>Connection string to the server of the whole run; skips the test without one, and fails it under CI.</summary>
        public static string ConnectionString()
        {
            if (PostgresServer.SharedAddress is { } address) return address;
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("PostgreSQL is missing, and CI must test it.");
            Assert.Skip("PostgreSQL was not found: install it or Docker, or set CARDIO_TEST_POSTGRES to a connection string.");
            return "";
        }

        /// <summary>A server for one test alone; skips the test on a machine without PostgreSQL's programs.</summary>
        public static PostgresServer StartForOneTest()
        {
            _ = ConnectionString();
            if (!OperatingSystem.IsLinux() || !PostgresServer.IsInstalled) Assert.Skip("PostgreSQL is not installed.");
            return new(isDurable: false);
        }
    }

    extension(SiteProcess)
    {
        /// <summary>Starts the site in Production over a database.</summary>
        /// <param name="database">The database.</param>
        /// <param name="settings">More settings; a null takes one away.</param>
        /// <param name="arguments">A command and its options, or none to serve.</param>
        public static SiteProcess Start(TestDatabase database, Dictionary<string, string?>? settings = null, params string[] arguments) =>
            SiteProcess.Start(
                Path.Combine(AppContext.BaseDirectory, "Cardio.Site.dll"),
                [
                    ("ASPNETCORE_ENVIRONMENT", "Production"), ("CARDIO_SECRET", TestDatabase.Secret),
                    ("Accounts__PasswordHashIterations", "1"),
                    (database.Configuration.Key.Replace(":", "__", StringComparison.Ordinal), database.Setting),
                    .. (settings ?? []).Select(setting => (setting.Key, setting.Value)),
                ],
                arguments);
    }

    extension(ApiTestClient)
    {
        /// <summary>A client with a new key of an account.</summary>
        public static async Task<ApiTestClient> CreateAsync(CardioHost host, string owner = "doctor@cardio.example", params string[] scopes)
        {
            var store = host.Services.GetRequiredService<KeyStore>();
            var account = (await store.OwnersAsync(TestContext.Current.CancellationToken)).Single(one => one.Email == owner);
            var allowed = scopes.Length == 0 ? ["assessments", "scores", "batches"] : scopes;
            var key = await store.CreateAsync(new(account.Id, "test", allowed, 30), "console", TestContext.Current.CancellationToken);
            return new(host.ApiClient($"{key}").Http);
        }
    }
}
