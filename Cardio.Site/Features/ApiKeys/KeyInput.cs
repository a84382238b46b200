using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>The form for a new API key.</summary>
public sealed class KeyInput : IValidatableObject
{
    internal const string OwnerField = $"{Prefix}{nameof(Owner)}";
    internal const string ScopesField = $"{Prefix}{nameof(Scopes)}";

    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [OwnerField, $"{Prefix}{nameof(Name)}", ScopesField, $"{Prefix}{nameof(Days)}"];

    private const string Prefix = "Input.";

    /// <summary>The account that the key acts for.</summary>
    [Display(Name = "Owner")]
    [Required(ErrorMessage = "ChooseOwner")]
    public Guid? Owner { get; set; }

    /// <summary>Purpose of the key.</summary>
    [Display(Name = "Name"), UIHint("Line")]
    [Required(ErrorMessage = "EnterName"), StringLength(NewKey.NameLength, ErrorMessage = "NameTooLong")]
    public string? Name { get; set => field = TypedText.Line(value); }

    /// <summary>Scopes; without any, the key can only read the model card.</summary>
    [Display(Name = "Scopes")]
    public string[] Scopes { get; set; } = [];

    /// <summary>Days until the key expires.</summary>
    [Display(Name = "Days"), UIHint("Line")]
    [Required(ErrorMessage = "EnterDays"), Range(1, NewKey.MaximumDays, ErrorMessage = "DaysOutOfRange")]
    public int? Days { get; set; } = NewKey.DefaultDays;

    /// <summary>Checks that all scopes are known.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scopes.Except(ApiGroup.Scopes).Any())
            yield return new(validationContext.GetRequiredService<IStringLocalizer<ApiKeysText>>()["ChooseScope"], [nameof(Scopes)]);
    }
}
