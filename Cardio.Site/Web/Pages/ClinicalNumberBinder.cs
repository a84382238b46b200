using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Pages;

/// <summary>Binds every number of every form through <see cref="ClinicalNumber"/>.</summary>
internal sealed class ClinicalNumberBinder(bool isWhole, UnitAttribute? unit) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (value == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        var text = value.FirstValue;
        if (TypedText.Visible(text).Length == 0)
        {
            // Set a result even for an empty field: without one, MVC marks an optional field as not validated.
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType) bindingContext.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }

        var words = bindingContext.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<WebText>>();
        var units = unit is null ? [] : words[$"{unit.Key}Spellings"].Value.Split('|');
        if (!ClinicalNumber.TryParse(text, units, out var number))
            Reject(bindingContext, words["NotANumber"]);
        else if (isWhole && !double.IsInteger(number))
            Reject(bindingContext, words["NotAWholeNumber"]);
        else
            bindingContext.Result = ModelBindingResult.Success(isWhole ? (object)(int)number : number);
        return Task.CompletedTask;
    }

    private static void Reject(ModelBindingContext context, LocalizedString message) =>
        context.ModelState.TryAddModelError(
            context.ModelName, $"{context.ModelMetadata.GetDisplayName()}: {message}");

    public sealed class ClinicalNumberBinderProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context)
        {
            var type = context.Metadata.UnderlyingOrModelType;
            if (type != typeof(int) && type != typeof(double)) return null;
            var unit = (context.Metadata as DefaultModelMetadata)?.Attributes.Attributes.OfType<UnitAttribute>().FirstOrDefault();
            return new ClinicalNumberBinder(type == typeof(int), unit);
        }
    }
}
