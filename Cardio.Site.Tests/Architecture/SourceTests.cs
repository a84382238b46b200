using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Architecture;

/// <summary>
/// What the site's own code does without, so that whole kinds of attack have nothing to work on. Who needs one of these names the file
/// here and goes through the requirements of <c>Cardio.Site/Security/asvs.md</c> that say it is not used.
/// </summary>
public sealed partial class SourceTests
{
    private static readonly string[] Kinds = ["*.cs", "*.cshtml", "*.js"];

    /// <param name="pattern">What is looked for.</param>
    /// <param name="example">What would be found.</param>
    /// <param name="allowed">Files that may hold it.</param>
    [Theory]
    [InlineData(@"Process\.Start|ProcessStartInfo", "Process.Start(name)")]
    [InlineData(@"CSharpScript|DynamicMethod|Assembly\.Load|Activator\.CreateInstance|\.Compile\(\)", "lambda.Compile()")]
    [InlineData("BinaryFormatter|TypeNameHandling|NetDataContractSerializer|SoapFormatter|LosFormatter|XmlSerializer|DataContractSerializer", "new BinaryFormatter()")]
    [InlineData(@"XmlReader|XmlDocument|XDocument|XElement\.(Parse|Load)|Xslt|XPath", "XElement.Parse(text)", "Cardio.Site/Data/KeyRing.cs")]
    [InlineData(@"\bHttpClient\b|WebRequest|TcpClient|\bSocket\b|SmtpClient|LdapConnection|DirectoryEntry", "new HttpClient()", "Cardio.Site/Commands/HealthCommand.cs", "Cardio.Site/Features/Accounts/Invitations/InvitationMail.cs")]
    [InlineData(@"\bFile\.[A-Z]\w+\(|new FileStream\(|new FileInfo\(|\bDirectory\.[A-Z]\w+\(|new Stream(Reader|Writer)\(", "File.ReadAllText(path)",
        "Cardio.Site/Web/Hosting/HostingRegistration.cs", "Cardio.Site/Data/Connections/BackupCommand.cs", "Cardio.Site/Data/Migrations/Migrator.cs", "Cardio.Site/Data/Connections/SqliteDataSource.cs", "Cardio.Site/Data/Connections/DatabaseFile.cs", "Cardio.Site/Commands/DatabasePreparation.cs", "Cardio.Site/Data/Connections/EphemeralDisk.cs",
        "Cardio.Site/Clinic/Audit/SecretCheck.cs", "Cardio.Site/Data/Secrets/SiteSecret.cs", "Cardio.Site/Features/Assessments/Batches/Upload/BatchFile.cs", "Cardio.Site/Features/Dashboard/Report/ReportCommand.cs")]
    [InlineData(@"new Random\(|Random\.Shared", "new Random()", "Cardio.Site/Features/Assessments/Demo/DemoDraw.cs")] // made-up patients, the same for the same seed
    [InlineData(@"\bMD5\b|\bHMACMD5\b|\b(HMAC)?SHA1\b|\bDES\b|TripleDES|\bRC2\b|Rijndael|CipherMode|PaddingMode|RSAEncryptionPadding|\bAes\.Create\(", "Aes.Create()")]
    [InlineData(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\(", "new Regex(pattern)")]
    [InlineData(@"\bunsafe\b|DllImport|LibraryImport|\bMarshal\.|GCHandle", "unsafe void Copy()")]
    [InlineData("ServerCertificate(Custom)?ValidationCallback|DangerousAcceptAny|CheckCertificateRevocation|TrustServerCertificate", "DangerousAcceptAnyServerCertificateValidator")]
    [InlineData("IFormFile|multipart/form-data", "IFormFile file", "Cardio.Site/Features/Assessments/Batches/Upload/UploadForm.cs", "Cardio.Site/Features/Assessments/Batches/Upload/_Upload.cshtml", "Cardio.Site/Features/Assessments/Batches/BatchEndpoints.cs")]
    [InlineData("AddCors|UseCors|Access-Control-|WebSocket|SignalR|GraphQL|Jsonp", "app.UseCors()")]
    [InlineData("UseDirectoryBrowser|UseFileServer|UseDeveloperExceptionPage|UseSwagger|IdentityModelEventSource|IncludeErrorDetail", "app.UseDirectoryBrowser()")]
    [InlineData(@"HtmlString|Html\.Raw", "Html.Raw(text)")]
    [InlineData(@"\beval\(|new Function|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|document\.domain|__proto__|\.prototype\b|Object\.assign", "node.innerHTML = text")]
    [InlineData("postMessage|localStorage|sessionStorage|indexedDB|document\\.cookie|serviceWorker", "localStorage.setItem(key, value)")]
    public void The_site_does_without(string pattern, string example, params string[] allowed)
    {
        Assert.Matches(pattern, example);
        var offences =
            from file in Sources()
            where !allowed.Contains(file)
            from Match match in Regex.Matches(File.ReadAllText(Repository.Path(file)), pattern)
            select $"{file}: {match.Value}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Every_query_is_a_constant()
    {
        var offences =
            from file in Sources()
            where file is not ("Cardio.Site/Features/Privacy/DeletedDataScrubber.cs" or "Cardio.Site/Data/Writing/BulkInsert.cs") // names of tables and columns, which are constants
            from Match match in Query().Matches(File.ReadAllText(Repository.Path(file)))
            where !match.Groups["constant"].Success
            select $"{file}: {match.Value}";
        Assert.Empty(offences);
        Assert.False(Query().Match("var sql = $\"select name from account where id = {id}\";").Groups["constant"].Success);
        Assert.True(Query().Match("const string Select = $\"\"\"\n    select {Columns} from account\n    \"\"\";").Groups["constant"].Success);
        Assert.Matches(Query(), "\"delete from account where id = \" + id");
    }

    [Fact]
    public void Every_query_names_its_columns() => Assert.DoesNotContain(
        Sources(), file => File.ReadAllText(Repository.Path(file)) is var text
            && (text.Contains("select *", StringComparison.OrdinalIgnoreCase) || text.Contains("returning *", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Sources() => Kinds
        .SelectMany(pattern => Repository.Files("Cardio.Site", pattern))
        .Where(file => !file.StartsWith("Cardio.Site/wwwroot/lib/", StringComparison.Ordinal));

    [GeneratedRegex("""(?<constant>const string \w+ =\s*)?\$("{3}\s*|")(select|insert|update|delete|lock|vacuum|alter|create|drop|pragma)\b|"(select|insert into|update|delete from) [^"\n]*" \+""", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
