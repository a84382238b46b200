using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Input of the form that invites a user.</summary>
public sealed class InviteInput : IValidatableObject
{
    /// <summary>Maximum characters of a name.</summary>
    public const int MaximumNameLength = 100;

    /// <summary>Field names in the order of the page, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Email), nameof(DisplayName), nameof(Roles), nameof(Language) }.Select(name => "Input." + name)];

    /// <summary>E-mail address to sign in with.</summary>
    [Display(Name = "Email"), UIHint("Line")]
    [Required(ErrorMessage = "EnterEmail")]
    public string? Email { get; set => field = TypedText.Line(value); }

    /// <summary>Name shown to other users.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(MaximumNameLength, ErrorMessage = "NameTooLong")]
    public string? DisplayName { get; set => field = TypedText.Line(value); }

    /// <summary>Names of the checked roles.</summary>
    [Display(Name = "Roles")]
    public string[] Roles { get; set; } = [];

    /// <summary>Language of the e-mail with the link, such as <c>pt-BR</c>.</summary>
    [Display(Name = "Language"), UIHint("Choice")]
    public string? Language { get; set; }

    /// <summary>Checks the e-mail address, the roles and the language.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var text = validationContext.GetRequiredService<IStringLocalizer<UsersText>>();
        if (!EmailAddress.IsValid(Email!)) yield return new(text["EmailNotValid"], [nameof(Email)]);
        if (!RoleChoice.IsValid(Roles)) yield return new(text["ChooseRole"], [nameof(Roles)]);
        if (Languages.All.All(offered => offered.Name != Language)) yield return new(text["ChooseLanguage"], [nameof(Language)]);
    }
}
