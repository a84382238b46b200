using System.Globalization;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>
/// Binds dates only as yyyy-MM-dd, the format that date fields send. The framework reads 03/04/2026 as March or April, depending on the
/// language.
/// </summary>
internal sealed class DayBinder : IModelBinder
{
    /// <summary>Date format in addresses, date fields and the database.</summary>
    public const string Format = "yyyy-MM-dd";

    /// <summary>First and last day of any date filter.</summary>
    public static readonly (DateOnly From, DateOnly To) Limits = (new(2000, 1, 1), new(2100, 12, 31));

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (value == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        var text = TypedText.Plain(value.FirstValue);
        if (text.Length == 0)
            bindingContext.Result = ModelBindingResult.Success(null); // without a result, MVC marks an empty filter as not validated
        else if (DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            bindingContext.Result = ModelBindingResult.Success(day);
        else
            Reject(bindingContext);
        return Task.CompletedTask;
    }

    private static void Reject(ModelBindingContext context)
    {
        var words = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<WebText>>();
        context.ModelState.TryAddModelError(context.ModelName, $"{context.ModelMetadata.GetDisplayName()}: {words["NotADay"]}");
    }

    public sealed class DayBinderProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DayBinder() : null;
    }
}
