using System.Globalization;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>
/// Binds every day as year-month-day, which is what a date field sends. The framework's reader takes 03/04/2026 for March or April,
/// depending on the language.
/// </summary>
internal sealed class DayBinder : IModelBinder
{
    /// <summary>How a day is written in addresses, date fields and the database.</summary>
    public const string Format = "yyyy-MM-dd";

    /// <summary>First and last day that can be asked for.</summary>
    public static readonly (DateOnly From, DateOnly To) Limits = (new(2000, 1, 1), new(2100, 12, 31));

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (value == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        var text = TypedText.Plain(value.FirstValue);
        if (text.Length == 0)
            bindingContext.Result = ModelBindingResult.Success(null); // else an empty filter counts as not validated
        else if (DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            bindingContext.Result = ModelBindingResult.Success(day);
        else
            Refuse(bindingContext);
        return Task.CompletedTask;
    }

    private static void Refuse(ModelBindingContext context)
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
