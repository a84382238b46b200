using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Mail server for one-time links, section <c>Smtp</c>. Without a host, no e-mail is sent.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>Host name of the mail server; null to send no e-mail.</summary>
    public string? Host { get; set; }

    /// <summary>Port of the mail server; 465 uses TLS from the start, others STARTTLS.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>User name; null to connect without authentication.</summary>
    public string? User { get; set; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>E-mail address of the sender.</summary>
    public string? From { get; set; }

    /// <summary>Whether to send nothing without TLS. Set to false only for a relay on the same machine.</summary>
    public bool RequireTls { get; set; } = true;

    /// <summary>Whether a mail server is configured.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Host);

    /// <summary>Requires a valid sender if a mail server is configured.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && !EmailAddress.IsValid(From ?? ""))
            yield return new("Smtp:From must be an e-mail address if Smtp:Host is set.", [nameof(From)]);
    }
}
