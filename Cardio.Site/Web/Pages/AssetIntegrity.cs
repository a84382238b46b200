using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cardio.Site.Web.Pages;

/// <summary>Subresource integrity of the site's own scripts and styles, computed once from the files that are served.</summary>
public sealed class AssetIntegrity(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _byPath = new();

    /// <summary>Value of the <c>integrity</c> attribute for a file below wwwroot.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string this[string path] => _byPath.GetOrAdd(path, Compute);

    private string Compute(string path)
    {
        using var stream = environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
        return "sha384-" + Convert.ToBase64String(SHA384.HashData(stream));
    }
}
