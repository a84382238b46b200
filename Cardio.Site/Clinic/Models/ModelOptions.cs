using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Models;

/// <summary>Folders and hashes of the trained models, section <c>Model</c>. No page can change them.</summary>
public sealed class ModelOptions
{
    /// <summary>Folder of the default live model; null means the folder in the build.</summary>
    public string? Directory { get; set; }

    /// <summary>Folder of the candidates, one subfolder each; null means the folder in the build.</summary>
    public string? Candidates { get; set; }

    /// <summary>Trusted hashes in addition to those of the build, lower-case hexadecimal, separated by <c>;</c>.</summary>
    [RegularExpression(
        "([0-9a-f]{64}(;|$))*", ErrorMessage = "must be a list of SHA-256 hashes in lower-case hexadecimal, separated by semicolons.")]
    public string? TrustedSha256 { get; set; }
}
