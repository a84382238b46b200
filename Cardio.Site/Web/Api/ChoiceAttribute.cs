namespace Cardio.Site.Web.Api;

/// <summary>
/// Marks a text parameter that takes the words of an enumeration, as the document lists them. The generated binder of minimal APIs
/// reads an enumeration by its C# names only.
/// </summary>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ChoiceAttribute(Type type) : Attribute
{
    /// <summary>The enumeration.</summary>
    public Type Type => type;
}
