using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>The first administrator as they describe themself.</summary>
public sealed class SetUpInput : IValidatableObject
{
    /// <summary>E-mail address.</summary>
    [Display(Name = "Email"), UIHint("Line")]
    [Required(ErrorMessage = "EnterEmail")]
    public string? Email { get; set => field = TypedText.Line(value); }

    /// <summary>Name shown to others.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(100, ErrorMessage = "NameTooLong")]
    public string? DisplayName { get; set => field = TypedText.Line(value); }

    /// <summary>The password.</summary>
    [Display(Name = "Password"), UIHint("Line")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(256, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>The same once more.</summary>
    [Display(Name = "Again"), UIHint("Line")]
    [Required(ErrorMessage = "EnterAgain"), Compare(nameof(Password), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }

    /// <summary>The rule that needs more than an attribute.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EmailAddress.IsValid(Email!))
            yield return new(validationContext.GetRequiredService<IStringLocalizer<InvitationsText>>()["EmailNotValid"], [nameof(Email)]);
    }
}
