using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>The password that an invited person chooses: twice, since it cannot be seen.</summary>
public sealed class AcceptInput
{
    /// <summary>The password.</summary>
    [Display(Name = "Password"), UIHint("Line")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(256, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>The same once more.</summary>
    [Display(Name = "Again"), UIHint("Line")]
    [Required(ErrorMessage = "EnterAgain"), Compare(nameof(Password), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }
}
