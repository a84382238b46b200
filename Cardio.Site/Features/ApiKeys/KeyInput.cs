using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>A key as an administrator describes it.</summary>
public sealed class KeyInput : IValidatableObject
{
    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Owner), nameof(Name), nameof(Scopes), nameof(Days) }.Select(name => "Input." + name)];

    /// <summary>The account that it acts for.</summary>
    [Display(Name = "Owner")]
    [Required(ErrorMessage = "ChooseOwner")]
    public Guid? Owner { get; set; }

    /// <summary>What it is for.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(NewKey.NameLength, ErrorMessage = "NameTooLong")]
    public string? Name { get; set => field = TypedText.Line(value); }

    /// <summary>What it may do; nothing is enough to read the model's card.</summary>
    [Display(Name = "Scopes")]
    public string[] Scopes { get; set; } = [];

    /// <summary>For how long it holds.</summary>
    [Display(Name = "Days"), UIHint("Line")]
    [Required(ErrorMessage = "EnterDays"), Range(1, NewKey.MaximumDays, ErrorMessage = "DaysOutOfRange")]
    public int? Days { get; set; } = NewKey.DefaultDays;

    /// <summary>The rule that needs more than an attribute.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scopes.Except(ApiGroup.Scopes).Any())
            yield return new(validationContext.GetRequiredService<IStringLocalizer<ApiKeysText>>()["ChooseScope"], [nameof(Scopes)]);
    }
}
