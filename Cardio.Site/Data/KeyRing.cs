using System.Data.Common;
using System.Security.Cryptography;
using System.Xml.Linq;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Cardio.Site.Data;

/// <summary>
/// Stores the data-protection keys in the database, sealed with the site's secret: all processes share them, and restarts keep them.
/// Stored keys name <c>Cardio.Site.Data.KeyRing+Opener</c>, so neither type may be renamed or moved.
/// </summary>
internal sealed class KeyRing(DbDataSource database, DatabaseOptions options, TimeProvider time) : IXmlRepository
{
    private static readonly TimeSpan SameMoment = TimeSpan.FromMinutes(10);

    /// <summary>Adds data protection over this key ring.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddDataProtection().SetApplicationName("Cardio");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, SiteSecret>((management, ring, secret) =>
        {
            management.XmlRepository = ring;
            management.XmlEncryptor = new Sealer(secret);
        });
    }

    /// <summary>Reads all keys, the oldest first.</summary>
    public const string SelectAll = "select xml from data_protection_key order by created_at, friendly_name";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return [.. connection.Query<string>(SelectAll).Select(xml => XElement.Parse(xml))];
    }

    // Processes that start, or find a key expired, at the same moment each make one: the first is kept, and all read it back.
    private const string AddKey =
        """
        insert into data_protection_key (friendly_name, created_at, xml)
        select @FriendlyName, @CreatedAt, @Xml
        where @IsRevocation = true or not exists (select 1 from data_protection_key where created_at > @Recently)
        """;

    private const string LockPostgres = "lock table data_protection_key in exclusive mode";

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction(); // immediate on SQLite
        if (options.Engine == DatabaseEngine.Postgres) connection.Execute(LockPostgres, transaction: transaction);
        var now = time.GetUtcNow();
        connection.Execute(AddKey, new
        {
            FriendlyName = friendlyName,
            CreatedAt = now,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            IsRevocation = friendlyName.StartsWith("revocation", StringComparison.Ordinal),
            Recently = now - SameMoment,
        }, transaction);
        transaction.Commit();
    }

    /// <summary>Whether a stored key was sealed with this secret; null for an entry that holds nothing sealed, such as a revocation.</summary>
    public static bool? Opens(string xml, SiteSecret secret)
    {
        try
        {
            var keys = XElement.Parse(xml).Descendants("sealed").ToList();
            foreach (var key in keys) Open(key, secret);
            return keys.Count > 0 ? true : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>AES-256-GCM; what is written is the nonce, the tag and the text, in Base64.</summary>
    private sealed class Sealer(SiteSecret secret) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var text = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var written = new byte[Nonce + Tag + text.Length];
            RandomNumberGenerator.Fill(written.AsSpan(0, Nonce));
            using var cipher = Cipher(secret);
            cipher.Encrypt(written.AsSpan(0, Nonce), text, written.AsSpan(Nonce + Tag), written.AsSpan(Nonce, Tag));
            return new(new XElement("sealed", Convert.ToBase64String(written)), typeof(Opener));
        }
    }

    /// <summary>The framework makes it by its name, which stands beside the sealed key.</summary>
    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => Open(encryptedElement, services.GetRequiredService<SiteSecret>());
    }

    private static XElement Open(XElement key, SiteSecret secret)
    {
        var written = Convert.FromBase64String(key.Value);
        var text = new byte[written.Length - Nonce - Tag];
        using var cipher = Cipher(secret);
        cipher.Decrypt(written.AsSpan(0, Nonce), written.AsSpan(Nonce + Tag), written.AsSpan(Nonce, Tag), text);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(text));
    }

    private const int Nonce = 12;
    private const int Tag = 16;

    private static AesGcm Cipher(SiteSecret secret) => new(secret.Derive("data-protection keys"), Tag);
}
