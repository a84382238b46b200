using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Clinic.Settings;

/// <summary>A class of settings and the section it is bound to; variables are named <c>Section__Property</c>.</summary>
/// <param name="Name">The section.</param>
/// <param name="Type">The class.</param>
internal sealed record SettingsSection(string Name, Type Type);

internal static class SettingsSectionRegistration
{
    /// <summary>Binds a class of settings to its section and validates it by its annotations at the start; a wrong one is named as its variable.</summary>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        services.AddSingleton<IValidateOptions<T>>(new Annotations<T>(section));
        return services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    private sealed class Annotations<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => $"{section}__{fault.MemberNames.FirstOrDefault()}: {fault.ErrorMessage}"));
        }
    }
}
