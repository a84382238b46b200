using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Clinic.Settings;

/// <summary>An options class and its configuration section; environment variables are named <c>Section__Property</c>.</summary>
/// <param name="Name">Name of the section.</param>
/// <param name="Type">The options class.</param>
internal sealed record SettingsSection(string Name, Type Type);

internal static class SettingsSectionRegistration
{
    /// <summary>Binds an options class to its section, and validates it at the start. Errors name the environment variable.</summary>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        services.AddSingleton<IValidateOptions<T>>(new AnnotationValidator<T>(section));
        return services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    private sealed class AnnotationValidator<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var errors = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new(options), errors, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    errors.Select(error => $"{section}__{error.MemberNames.FirstOrDefault()}: {error.ErrorMessage}"));
        }
    }
}
