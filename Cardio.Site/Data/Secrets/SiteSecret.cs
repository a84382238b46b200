using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Connections;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Secrets;

/// <summary>
/// The one secret of an installation, from <c>CARDIO_SECRET</c>; keys for single purposes are derived from it. In Development a random
/// one is made beside the database where none is set.
/// </summary>
public sealed class SiteSecret
{
    /// <summary>Name of the variable.</summary>
    public const string Variable = "CARDIO_SECRET";

    /// <summary>Fewest characters of the secret.</summary>
    public const int MinimumLength = 32;

    private readonly byte[] _secret;

    /// <summary>Reads the secret.</summary>
    /// <exception cref="SettingException">It is missing outside Development, or too short.</exception>
    public SiteSecret(IConfiguration configuration, IHostEnvironment environment, DatabaseOptions database)
    {
        var text = configuration[Variable];
        if (string.IsNullOrEmpty(text) && environment.IsDevelopment()) text = OfDevelopment(environment, database);
        if (string.IsNullOrEmpty(text))
            throw new SettingException($"{Variable} is missing: set it to a random text of at least {MinimumLength} characters and keep it, since stored data is sealed with it.");
        if (text.Length < MinimumLength)
            throw new SettingException($"{Variable} is too short: it needs at least {MinimumLength} characters.");
        _secret = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A key of 32 bytes for one purpose, by HKDF with SHA-256 (RFC 5869).</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, 32, info: Encoding.UTF8.GetBytes($"Cardio {purpose}"));

    /// <summary>Characters of the secret that is made in Development.</summary>
    private const int Length = 64;

    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Of several processes that start at once, one writes the file and all read it.</summary>
    private static string OfDevelopment(IHostEnvironment environment, DatabaseOptions database)
    {
        var file = database.Engine == DatabaseEngine.Sqlite
            ? $"{new SqliteConnectionStringBuilder(database.ConnectionString).DataSource}.secret"
            : Path.Combine(environment.ContentRootPath, "data", "development.secret");
        if (!File.Exists(file)) Write(file);
        return Read(file);
    }

    /// <summary>Makes the file, unless another process was first: of several that create it anew, the system lets one.</summary>
    private static void Write(string file)
    {
        MakeFolder(Path.GetDirectoryName(file)!);
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

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The folder {folder} for the secret of Development cannot be made: {failure.Message}");
        }
    }

    /// <summary>What stands there; waited for a moment, since whoever made the file may not have written yet.</summary>
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
                // it is being written
            }
            Thread.Sleep(Pause);
        }
    }
}
