using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Input of the first administrator.</summary>
public sealed class SetUpInput : IValidatableObject
{
    /// <summary>E-mail address to sign in with.</summary>
    [Display(Name = "Email"), UIHint("Line")]
    [Required(ErrorMessage = "EnterEmail")]
    public string? Email { get; set => field = TypedText.Line(value); }

    /// <summary>Name shown to other users.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(100, ErrorMessage = "NameTooLong")]
    public string? DisplayName { get; set => field = TypedText.Line(value); }

    /// <summary>The new password.</summary>
    [Display(Name = "Password"), UIHint("Line")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(256, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>The password again.</summary>
    [Display(Name = "Again"), UIHint("Line")]
    [Required(ErrorMessage = "EnterAgain"), Compare(nameof(Password), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }

    /// <summary>Checks the format of the e-mail address.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var text = validationContext.GetRequiredService<IStringLocalizer<InvitationsText>>();
        if (!EmailAddress.IsValid(Email!)) yield return new(text["EmailNotValid"], [nameof(Email)]);
    }
}
