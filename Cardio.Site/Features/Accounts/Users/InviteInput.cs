using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Somebody who is to get an account.</summary>
public sealed class InviteInput : IValidatableObject
{
    /// <summary>Most characters of a name.</summary>
    public const int NameLength = 100;

    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Email), nameof(DisplayName), nameof(Roles), nameof(Language) }.Select(name => "Input." + name)];

    /// <summary>E-mail address.</summary>
    [Display(Name = "Email"), UIHint("Line")]
    [Required(ErrorMessage = "EnterEmail")]
    public string? Email { get; set => field = TypedText.Line(value); }

    /// <summary>Name shown to others.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(NameLength, ErrorMessage = "NameTooLong")]
    public string? DisplayName { get; set => field = TypedText.Line(value); }

    /// <summary>What they may do.</summary>
    [Display(Name = "Roles")]
    public string[] Roles { get; set; } = [];

    /// <summary>Language of the message.</summary>
    [Display(Name = "Language"), UIHint("Choice")]
    public string? Language { get; set; }

    /// <summary>The rules that need more than an attribute.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<UsersText>>();
        if (!EmailAddress.IsValid(Email!)) yield return new(words["EmailNotValid"], [nameof(Email)]);
        if (RoleChoice.Problem(Roles) is { } problem) yield return new(words[problem], [nameof(Roles)]);
        if (Languages.All.All(offered => offered.Name != Language)) yield return new(words["ChooseLanguage"], [nameof(Language)]);
    }
}

/// <summary>Roles as they are ticked.</summary>
internal static class RoleChoice
{
    /// <summary>Key of what is wrong, or null.</summary>
    public static string? Problem(IReadOnlyList<string>? roles) =>
        roles is null or [] || roles.Except(Roles.All).Any() || roles.Distinct().Count() != roles.Count ? "ChooseRole" : null;
}
