using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Models;

/// <summary>Where the trained models lie and which are trusted, section <c>Model</c>. No page changes it.</summary>
public sealed class ModelOptions
{
    /// <summary>Folder of the model that answers where none was promoted; the one built into the site where it is null.</summary>
    public string? Directory { get; set; }

    /// <summary>Folder of the models that may follow it, one folder each; the one built into the site where it is null.</summary>
    public string? Candidates { get; set; }

    /// <summary>Hashes that are trusted beside those the site was built with, lower-case hexadecimal, with <c>;</c> between them.</summary>
    [RegularExpression("([0-9a-f]{64}(;|$))*", ErrorMessage = "it is no list of SHA-256 hashes in lower-case hexadecimal with ; between them.")]
    public string? TrustedSha256 { get; set; }
}
