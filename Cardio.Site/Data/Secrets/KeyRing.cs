using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Cardio.Site.Data; // not its folder's: every stored key names the type Cardio.Site.Data.KeyRing+Opener

/// <summary>
/// Stores the data-protection keys in the database, encrypted with the site's secret, so that they survive restarts and all processes
/// share them.
/// </summary>
internal sealed class KeyRing(DbDataSource database, DatabaseOptions options, TimeProvider time) : IXmlRepository
{
    private static readonly TimeSpan SimultaneousWindow = TimeSpan.FromMinutes(10);

    /// <summary>Adds data protection with this key ring.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddDataProtection().SetApplicationName("Cardio");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, SiteSecret>((management, ring, secret) =>
        {
            management.XmlRepository = ring;
            management.XmlEncryptor = new Encryptor(secret);
        });
    }

    /// <summary>Reads all keys, oldest first.</summary>
    public const string SelectAll = "select xml from data_protection_key order by created_at, friendly_name";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return [.. connection.Query<string>(SelectAll).Select(xml => XElement.Parse(xml))];
    }

    // Processes that start, or find a key expired, at the same moment each create a key. Only the first is stored; all read it back.
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
            Recently = now - SimultaneousWindow,
        }, transaction);
        transaction.Commit();
    }

    /// <summary>Whether the secret decrypts a stored key; null for an entry without encrypted content, such as a revocation.</summary>
    public static bool? CanDecrypt(string xml, SiteSecret secret)
    {
        try
        {
            var keys = XElement.Parse(xml).Descendants("sealed").ToList();
            foreach (var key in keys) Decrypt(key, secret);
            return keys.Count > 0 ? true : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Encrypts with AES-256-GCM; the element contains nonce, tag and ciphertext in Base64.</summary>
    private sealed class Encryptor(SiteSecret secret) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var bytes = new byte[NonceBytes + TagBytes + text.Length];
            RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
            using var cipher = CreateCipher(secret);
            cipher.Encrypt(
                bytes.AsSpan(0, NonceBytes), text, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
            return new(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(Opener));
        }
    }

    /// <summary>Decrypts a key. The framework creates it by the type name stored with the key: never rename it or its namespace.</summary>
    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            KeyRing.Decrypt(encryptedElement, services.GetRequiredService<SiteSecret>());
    }

    private static XElement Decrypt(XElement key, SiteSecret secret)
    {
        var bytes = Convert.FromBase64String(key.Value);
        var text = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = CreateCipher(secret);
        cipher.Decrypt(
            bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static AesGcm CreateCipher(SiteSecret secret) => new(secret.Derive("data-protection keys"), TagBytes);
}
