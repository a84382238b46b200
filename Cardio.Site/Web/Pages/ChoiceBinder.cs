using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cardio.Site.Web.Pages;

/// <summary>Binds a choice by its name alone: the framework would also take numbers, and several names for their bitwise sum.</summary>
internal sealed class ChoiceBinder(Type choices) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (value == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        var typed = TypedText.Plain(value.FirstValue);
        if (typed.Length == 0)
        {
            // Nothing chosen is a value too; without one, what may be left out would count as never looked at and so as not valid.
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType) bindingContext.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }

        var name = Enum.GetNames(choices).FirstOrDefault(choice => string.Equals(choice, typed, StringComparison.OrdinalIgnoreCase));
        if (name is not null && value.Length == 1) bindingContext.Result = ModelBindingResult.Success(Enum.Parse(choices, name));
        else
            bindingContext.ModelState.TryAddModelError(
                bindingContext.ModelName,
                bindingContext.ModelMetadata.ModelBindingMessageProvider.AttemptedValueIsInvalidAccessor(
                    "", bindingContext.ModelMetadata.GetDisplayName()));
        return Task.CompletedTask;
    }

    public sealed class ChoiceBinderProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType is { IsEnum: true } choices ? new ChoiceBinder(choices) : null;
    }
}
