namespace Cardio.Testing;

/// <summary>The site as it was built with this program: Debug in tests, Release for measurements.</summary>
internal static class BuiltSite
{
    /// <summary>Its project, where wwwroot is.</summary>
    public static readonly string Folder = Repository.Path("Cardio.Site");

    /// <summary>What <c>dotnet</c> starts.</summary>
    public static readonly string Library = Path.Combine(
        Folder, "bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, "net10.0", "Cardio.Site.dll");

    /// <summary>The trained model that was built with it.</summary>
    public static readonly string Model = Path.Combine(Path.GetDirectoryName(Library)!, "model");

    /// <summary>Settings under which it serves as in production, but for plain http and somebody to sign in as.</summary>
    public static readonly (string Name, string Value)[] Settings =
    [
        ("ASPNETCORE_ENVIRONMENT", "Staging"), ("Demo__Accounts", "true"), ("Https__Required", "false"), ("Logging__LogLevel__Default", "Warning"),
        ("CARDIO_SECRET", "a secret of the benchmarks, which seals nothing of worth"),
        ("ReloadStaticAssetsAtRuntime", "false"), // what was built would look for a file at each request, what is published does not
    ];
}
