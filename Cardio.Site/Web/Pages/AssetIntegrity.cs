using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cardio.Site.Web.Pages;

/// <summary>Computes subresource integrity hashes of the served scripts and styles, once per file.</summary>
public sealed class AssetIntegrity(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _byPath = new();

    /// <summary>Returns the <c>integrity</c> attribute of a file below wwwroot.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public string this[string path] => _byPath.GetOrAdd(path, Compute);

    private string Compute(string path)
    {
        using var stream = environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
        return "sha384-" + Convert.ToBase64String(SHA384.HashData(stream));
    }
}
