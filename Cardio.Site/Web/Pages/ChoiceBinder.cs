using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cardio.Site.Web.Pages;

/// <summary>Binds an enumeration by exactly one name. The framework also accepts numbers, and combines several names.</summary>
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
            // Set a result even for an empty choice: without one, MVC marks an optional field as not validated.
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType) bindingContext.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }

        var name = Enum.GetNames(choices).FirstOrDefault(choice => string.Equals(choice, typed, StringComparison.OrdinalIgnoreCase));
        if (name is not null && value.Length == 1) bindingContext.Result = ModelBindingResult.Success(Enum.Parse(choices, name));
        else Reject(bindingContext);
        return Task.CompletedTask;
    }

    private static void Reject(ModelBindingContext context)
    {
        var messages = context.ModelMetadata.ModelBindingMessageProvider;
        context.ModelState.TryAddModelError(
            context.ModelName, messages.AttemptedValueIsInvalidAccessor("", context.ModelMetadata.GetDisplayName()));
    }

    public sealed class ChoiceBinderProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType is { IsEnum: true } choices ? new ChoiceBinder(choices) : null;
    }
}
