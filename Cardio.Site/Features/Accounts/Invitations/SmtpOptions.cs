using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>The mail server that sends one-time links, section <c>Smtp</c>; without a host none is sent.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>Name of the server, or null.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; 465 speaks TLS from the start.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>User to sign in with, or null.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; set; }

    /// <summary>Address that messages come from.</summary>
    public string? From { get; set; }

    /// <summary>Whether nothing is sent without TLS; only a relay on the same machine is trusted without.</summary>
    public bool RequireTls { get; set; } = true;

    /// <summary>Whether messages are sent.</summary>
    public bool IsSet => !string.IsNullOrEmpty(Host);

    /// <summary>A server needs a sender's address.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSet && !EmailAddress.IsValid(From ?? ""))
            yield return new("Smtp:From must be an e-mail address where Smtp:Host is set.", [nameof(From)]);
    }
}
