using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Connections;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Secrets;

/// <summary>
/// The secret of an installation, from <c>CARDIO_SECRET</c>; the keys for each purpose are derived from it.
/// In Development, without that variable, a random secret is created next to the database.
/// </summary>
public sealed class SiteSecret
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "CARDIO_SECRET";

    /// <summary>Smallest length of the secret in characters.</summary>
    public const int MinimumLength = 32;

    private readonly byte[] _secret;

    /// <summary>Reads the secret.</summary>
    /// <exception cref="SettingException">It is missing outside Development, or too short.</exception>
    public SiteSecret(IConfiguration configuration, IHostEnvironment environment, DatabaseOptions database)
    {
        var text = configuration[Variable];
        if (string.IsNullOrEmpty(text) && environment.IsDevelopment()) text = ReadDevelopmentSecret(environment, database);
        if (string.IsNullOrEmpty(text))
        {
            throw new SettingException(
                $"{Variable} is missing: set it to a random text of at least {MinimumLength} characters and keep it, "
                + "because stored data is encrypted with it.");
        }
        if (text.Length < MinimumLength)
            throw new SettingException($"{Variable} is too short: it needs at least {MinimumLength} characters.");
        _secret = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Derives a key of 32 bytes for one purpose, by HKDF with SHA-256 (RFC 5869).</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, 32, info: Encoding.UTF8.GetBytes($"Cardio {purpose}"));

    /// <summary>Length of the secret that is created in Development.</summary>
    private const int Length = 64;

    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads the file of the secret. The first process of several that start at once creates it.</summary>
    private static string ReadDevelopmentSecret(IHostEnvironment environment, DatabaseOptions database)
    {
        var file = database.Engine == DatabaseEngine.Sqlite
            ? $"{new SqliteConnectionStringBuilder(database.ConnectionString).DataSource}.secret"
            : Path.Combine(environment.ContentRootPath, "data", "development.secret");
        if (!File.Exists(file)) Write(file);
        return Read(file);
    }

    /// <summary>Creates the file, unless another process created it first: the file system lets only one succeed.</summary>
    private static void Write(string file)
    {
        CreateFolder(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new StreamWriter(file, options);
            stream.Write(RandomNumberGenerator.GetHexString(Length, lowercase: true));
        }
        catch (IOException) when (File.Exists(file))
        {
            // another process was first
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The folder {folder} for the secret of Development cannot be created: {failure.Message}");
        }
    }

    /// <summary>Reads the file; retries for two seconds, because the process that created it may not have written it yet.</summary>
    private static string Read(string file)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (File.ReadAllText(file) is var text && (text.Length == Length || attempt == Attempts)) return text;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // another process is writing it
            }
            Thread.Sleep(Pause);
        }
    }
}
