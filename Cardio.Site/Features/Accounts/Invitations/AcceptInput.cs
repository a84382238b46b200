using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>The password that an invited person chooses, typed twice because the fields hide it.</summary>
public sealed class AcceptInput
{
    /// <summary>The new password.</summary>
    [Display(Name = "Password"), UIHint("Line")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(256, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>The password again.</summary>
    [Display(Name = "Again"), UIHint("Line")]
    [Required(ErrorMessage = "EnterAgain"), Compare(nameof(Password), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }
}
