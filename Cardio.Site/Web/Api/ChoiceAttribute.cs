namespace Cardio.Site.Web.Api;

/// <summary>
/// Marks a string parameter that accepts the camel-case names of an enumeration, as the OpenAPI document lists them. The generated
/// binder of minimal APIs reads only the C# names.
/// </summary>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ChoiceAttribute(Type type) : Attribute
{
    /// <summary>The enumeration whose names the parameter accepts.</summary>
    public Type Type => type;
}
