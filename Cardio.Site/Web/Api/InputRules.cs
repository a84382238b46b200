using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Asks an input's own rules where no page binds it: the same attributes, in the same words, as the form.</summary>
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

    /// <summary>What is wrong, in the user's language and the order of the properties; empty where all is right. At most one fault a field.</summary>
    /// <param name="input">The input.</param>
    /// <param name="words">The texts of the input's feature.</param>
    /// <param name="services">What rules over several fields ask for.</param>
    public static IReadOnlyList<InputFault> Check(T input, IStringLocalizer words, IServiceProvider services)
    {
        List<InputFault>? faults = null;
        foreach (var rule in Rules)
        {
            if (rule.Attribute.IsValid(rule.Property.GetValue(input)) || faults?[^1].Field == rule.Property.Name) continue;
            (faults ??= []).Add(new(rule.Property.Name, words[rule.Attribute.ErrorMessage!, rule.Arguments(words)]));
        }
        if (faults is not null) return faults;
        return [.. input.Validate(new(input, services, null)).SelectMany(fault => fault.MemberNames.Select(name => new InputFault(name, fault.ErrorMessage!)))];
    }

    private sealed record Rule(PropertyInfo Property, string DisplayName, ValidationAttribute Attribute)
    {
        /// <summary>In the order in which MVC fills them into the same texts.</summary>
        public object[] Arguments(IStringLocalizer words) => Attribute switch
        {
            RangeAttribute range => [words[DisplayName].Value, range.Minimum, range.Maximum],
            StringLengthAttribute length => [words[DisplayName].Value, length.MaximumLength, length.MinimumLength],
            _ => [words[DisplayName].Value],
        };
    }
}

/// <summary>Something wrong with one field.</summary>
/// <param name="Field">Name of the property.</param>
/// <param name="Message">What is wrong, in the user's language.</param>
internal readonly record struct InputFault(string Field, string Message);
