namespace Cardio.Testing;

/// <summary>The site that was built together with this program: Debug in tests, Release for measurements.</summary>
internal static class BuiltSite
{
    /// <summary>The project folder, which has wwwroot.</summary>
    public static readonly string Folder = Repository.Path("Cardio.Site");

    /// <summary>The assembly that <c>dotnet</c> starts.</summary>
    public static readonly string Library = Path.Combine(
        Folder, "bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, "net10.0", "Cardio.Site.dll");

    /// <summary>The folder of the trained model.</summary>
    public static readonly string Model = Path.Combine(Path.GetDirectoryName(Library)!, "model");

    /// <summary>Settings of production, except for plain HTTP and demo accounts.</summary>
    public static readonly (string Name, string Value)[] Settings =
    [
        ("ASPNETCORE_ENVIRONMENT", "Staging"), ("Demo__Accounts", "true"), ("Https__Required", "false"),
        ("Logging__LogLevel__Default", "Warning"),
        ("CARDIO_SECRET", "a secret of the benchmarks, which seals nothing of worth"),
        ("ReloadStaticAssetsAtRuntime", "false"), // as in a published site: no look-up of the file at each request
    ];
}
