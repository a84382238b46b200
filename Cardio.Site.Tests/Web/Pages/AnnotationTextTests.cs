using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Tests.Web.Pages;

public sealed class AnnotationTextTests
{
    [Fact]
    public async Task Every_name_and_error_of_an_input_has_a_text()
    {
        await using var host = await CardioHost.StartAsync();
        var factory = host.Services.GetRequiredService<IStringLocalizerFactory>();
        var provider = host.Services.GetRequiredService<IOptions<MvcDataAnnotationsLocalizationOptions>>()
            .Value.DataAnnotationLocalizerProvider;
        var keys =
            from type in typeof(Program).Assembly.GetTypes()
            where !type.Name.EndsWith("Options", StringComparison.Ordinal) // the log reports their errors in English
            from property in type.GetProperties()
            from key in Keys(property)
            select (type, property, key);
        Assert.NotEmpty(keys);
        Assert.Empty(
            from use in keys
            where provider(use.type, factory)[use.key].ResourceNotFound
            select $"{use.type.FullName}.{use.property.Name}: {use.key}");
    }

    private static IEnumerable<string> Keys(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DisplayAttribute>()?.Name is { } name) yield return name;
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.ErrorMessage is { } error) yield return error;
        }
    }
}
