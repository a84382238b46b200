using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Validates an input outside MVC model binding, with the same attributes and messages as the form.</summary>
/// <typeparam name="T">The input.</typeparam>
internal static class InputRules<T>
    where T : IValidatableObject
{
    private static readonly Rule[] Rules =
    [
        .. from property in typeof(T).GetProperties()
           from rule in property.GetCustomAttributes<ValidationAttribute>(inherit: true)
           select new Rule(property, property.GetCustomAttribute<DisplayAttribute>()?.Name ?? property.Name, rule),
    ];

    /// <summary>Returns the errors in the order of the properties, at most one per field; empty if the input is valid.</summary>
    /// <param name="input">The input.</param>
    /// <param name="words">The texts of the input's feature.</param>
    /// <param name="services">Services for rules that span several fields.</param>
    public static IReadOnlyList<InputError> Check(T input, IStringLocalizer words, IServiceProvider services)
    {
        List<InputError>? errors = null;
        foreach (var rule in Rules)
        {
            if (rule.Attribute.IsValid(rule.Property.GetValue(input)) || errors?[^1].Field == rule.Property.Name) continue;
            (errors ??= []).Add(new(rule.Property.Name, words[rule.Attribute.ErrorMessage!, rule.Arguments(words)]));
        }
        if (errors is not null) return errors;
        return
        [
            .. from result in input.Validate(new(input, services, null))
               from name in result.MemberNames
               select new InputError(name, result.ErrorMessage!),
        ];
    }

    private sealed record Rule(PropertyInfo Property, string DisplayName, ValidationAttribute Attribute)
    {
        /// <summary>Returns the format arguments in the order in which MVC fills them into the same messages.</summary>
        public object[] Arguments(IStringLocalizer words) => Attribute switch
        {
            RangeAttribute range => [words[DisplayName].Value, range.Minimum, range.Maximum],
            StringLengthAttribute length => [words[DisplayName].Value, length.MaximumLength, length.MinimumLength],
            _ => [words[DisplayName].Value],
        };
    }
}

/// <summary>A validation error of one field.</summary>
/// <param name="Field">Name of the property.</param>
/// <param name="Message">The message in the user's language.</param>
internal readonly record struct InputError(string Field, string Message);
