using System.Text.RegularExpressions;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Architecture;

/// <summary>
/// Features that the site's code does not use, which excludes whole classes of attacks.
/// To use one, list the file here and review the requirements of <c>Cardio.Site/Security/asvs.md</c> that rely on its absence.
/// </summary>
public sealed partial class SourceTests
{
    // Their statements contain names of tables and columns, which are constants.
    private static readonly string[] WithConstantNames =
        ["Cardio.Site/Features/Privacy/DeletedDataScrubber.cs", "Cardio.Site/Data/Writing/BulkInsert.cs"];

    private static readonly string[] Kinds = ["*.cs", "*.cshtml", "*.js"];

    /// <param name="pattern">Pattern of the forbidden code.</param>
    /// <param name="example">Code that the pattern matches.</param>
    /// <param name="allowed">Files that may contain it.</param>
    [Theory]
    [InlineData(@"Process\.Start|ProcessStartInfo", "Process.Start(name)")]
    [InlineData(@"CSharpScript|DynamicMethod|Assembly\.Load|Activator\.CreateInstance|\.Compile\(\)", "lambda.Compile()")]
    [InlineData(
        "BinaryFormatter|TypeNameHandling|NetDataContractSerializer|SoapFormatter|LosFormatter|XmlSerializer|DataContractSerializer",
        "new BinaryFormatter()")]
    [InlineData(
        @"XmlReader|XmlDocument|XDocument|XElement\.(Parse|Load)|Xslt|XPath",
        "XElement.Parse(text)",
        "Cardio.Site/Data/Secrets/KeyRing.cs")]
    [InlineData(
        @"\bHttpClient\b|WebRequest|TcpClient|\bSocket\b|SmtpClient|LdapConnection|DirectoryEntry",
        "new HttpClient()",
        "Cardio.Site/Commands/HealthCommand.cs",
        "Cardio.Site/Features/Accounts/Invitations/InvitationMail.cs")]
    [InlineData(
        @"\bFile\.[A-Z]\w+\(|new FileStream\(|new FileInfo\(|\bDirectory\.[A-Z]\w+\(|new Stream(Reader|Writer)\(",
        "File.ReadAllText(path)",
        "Cardio.Site/Web/Hosting/HostingRegistration.cs",
        "Cardio.Site/Data/Connections/BackupCommand.cs",
        "Cardio.Site/Data/Migrations/Migrator.cs",
        "Cardio.Site/Data/Connections/SqliteDataSource.cs",
        "Cardio.Site/Data/Connections/DatabaseFile.cs",
        "Cardio.Site/Commands/DatabasePreparation.cs",
        "Cardio.Site/Data/Connections/EphemeralDisk.cs",
        "Cardio.Site/Clinic/Audit/SecretCheck.cs",
        "Cardio.Site/Data/Secrets/SiteSecret.cs",
        "Cardio.Site/Features/Assessments/Batches/Upload/BatchFile.cs",
        "Cardio.Site/Features/Dashboard/Report/ReportCommand.cs")]
    [InlineData( // demo patients, reproducible by their seed
        @"new Random\(|Random\.Shared",
        "new Random()",
        "Cardio.Site/Features/Assessments/Demo/DemoDraw.cs")]
    [InlineData(
        @"\bMD5\b|\bHMACMD5\b|\b(HMAC)?SHA1\b|\bDES\b|TripleDES|\bRC2\b|Rijndael|CipherMode|PaddingMode|RSAEncryptionPadding"
            + @"|\bAes\.Create\(",
        "Aes.Create()")]
    [InlineData(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\(", "new Regex(pattern)")]
    [InlineData(@"\bunsafe\b|DllImport|LibraryImport|\bMarshal\.|GCHandle", "unsafe void Copy()")]
    [InlineData(
        "ServerCertificate(Custom)?ValidationCallback|DangerousAcceptAny|CheckCertificateRevocation|TrustServerCertificate",
        "DangerousAcceptAnyServerCertificateValidator")]
    [InlineData(
        "IFormFile|multipart/form-data",
        "IFormFile file",
        "Cardio.Site/Features/Assessments/Batches/Upload/UploadForm.cs",
        "Cardio.Site/Features/Assessments/Batches/Upload/_Upload.cshtml",
        "Cardio.Site/Features/Assessments/Batches/BatchEndpoints.cs")]
    [InlineData("AddCors|UseCors|Access-Control-|WebSocket|SignalR|GraphQL|Jsonp", "app.UseCors()")]
    [InlineData(
        "UseDirectoryBrowser|UseFileServer|UseDeveloperExceptionPage|UseSwagger|IdentityModelEventSource|IncludeErrorDetail",
        "app.UseDirectoryBrowser()")]
    [InlineData(@"HtmlString|Html\.Raw", "Html.Raw(text)")]
    [InlineData(
        @"\beval\(|new Function|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|document\.domain|__proto__|\.prototype\b"
            + @"|Object\.assign",
        "node.innerHTML = text")]
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
            where !WithConstantNames.Contains(file)
            from Match match in Query().Matches(File.ReadAllText(Repository.Path(file)))
            where !match.Groups["constant"].Success
            select $"{file}: {match.Value}";
        Assert.Empty(offences);
        Assert.False(Query().Match("var sql = $\"select name from account where id = {id}\";").Groups["constant"].Success);
        const string constant = "const string Select = $\"\"\"\n    select {Columns} from account\n    \"\"\";";
        Assert.True(Query().Match(constant).Groups["constant"].Success);
        Assert.Matches(Query(), "\"delete from account where id = \" + id");
    }

    [Fact]
    public void Every_query_names_its_columns() => Assert.DoesNotContain(
        Sources(), file => File.ReadAllText(Repository.Path(file)) is var text
            && (text.Contains("select *", StringComparison.OrdinalIgnoreCase)
                || text.Contains("returning *", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Sources() => Kinds
        .SelectMany(pattern => Repository.Files("Cardio.Site", pattern))
        .Where(file => !file.StartsWith("Cardio.Site/wwwroot/lib/", StringComparison.Ordinal));

    private const string Interpolated =
        """(?<constant>const string \w+ =\s*)?\$("{3}\s*|")(select|insert|update|delete|lock|vacuum|alter|create|drop|pragma)\b""";

    private const string Concatenated = @"""(select|insert into|update|delete from) [^""\n]*"" \+";

    [GeneratedRegex($"{Interpolated}|{Concatenated}", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
