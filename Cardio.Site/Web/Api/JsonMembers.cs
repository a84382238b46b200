using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>
/// Reads inputs from JSON strictly: every unknown, repeated or mistyped member is an error with its JSON pointer. The framework's reader
/// stops at the first error and reports it in English.
/// </summary>
internal sealed class JsonMembers(HttpContext http)
{
    /// <summary>Maximum number of errors in one response.</summary>
    private const int MaximumErrors = 100;

    private readonly IStringLocalizer _words = http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
    private readonly List<ApiError> _errors = [];

    /// <summary>The errors found so far.</summary>
    public IReadOnlyList<ApiError> Errors => _errors;

    /// <summary>Reads an input; members that are missing or wrong are null and reported in <see cref="Errors"/>.</summary>
    /// <param name="element">The JSON object.</param>
    /// <param name="pointer">JSON pointer to the element.</param>
    /// <typeparam name="T">The input.</typeparam>
    /// <typeparam name="TText">Resource type with the messages of its feature.</typeparam>
    public T Read<T, TText>(JsonElement element, string pointer)
        where T : class, IValidatableObject, new()
    {
        var input = new T();
        if (!IsObject(element, pointer)) return input;
        var seen = new HashSet<string>();
        var before = _errors.Count;
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonValue.NameOf(member);
            var place = $"{pointer}/{Escaped(name)}";
            if (!seen.Add(name)) Add(place, _words["Twice"]);
            else if (!Members<T>.All.TryGetValue(name, out var property)) Add(place, _words["Unknown"]);
            else if (member.Value.ValueKind != JsonValueKind.Null) Set(input, property, member.Value, place);
        }
        var messages = http.RequestServices.GetRequiredService<IStringLocalizer<TText>>();
        foreach (var error in InputRules<T>.Check(input, messages, http.RequestServices))
        {
            var place = $"{pointer}/{Name(error.Field)}";
            if (!_errors.Skip(before).Any(found => found.Pointer == place)) Add(place, error.Message);
        }
        return input;
    }

    /// <summary>
    /// Returns the items of a body that has exactly one member, a list of 1 to <paramref name="maximum"/> items. Otherwise adds an error
    /// and returns none.
    /// </summary>
    public IReadOnlyList<JsonElement> Items(JsonElement root, string name, int maximum)
    {
        if (!IsObject(root, "#")) return [];
        var members = root.EnumerateObject().ToLookup(JsonValue.NameOf, member => member.Value);
        foreach (var other in members.Where(member => member.Key != name)) Add($"#/{Escaped(other.Key)}", _words["Unknown"]);
        var lists = members[name].ToList();
        if (lists.Count > 1) Add($"#/{name}", _words["Twice"]);
        else if (lists is not [{ ValueKind: JsonValueKind.Array } list]) Add($"#/{name}", _words["NotAList"]);
        else if (list.GetArrayLength() is var count && (count < 1 || count > maximum)) Add($"#/{name}", _words["CountBetween", 1, maximum]);
        else return [.. list.EnumerateArray()];
        return [];
    }

    /// <summary>Whether an element is an object; adds an error otherwise.</summary>
    private bool IsObject(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object) return true;
        Add(pointer, _words["NotAnObject"]);
        return false;
    }

    /// <summary>Adds an error, up to the maximum.</summary>
    private void Add(string pointer, string detail)
    {
        if (_errors.Count < MaximumErrors) _errors.Add(ApiError.FromMember(pointer, detail));
    }

    private void Set(object input, PropertyInfo property, JsonElement value, string place)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (JsonValue.Read(value, type) is { } read) property.SetValue(input, read);
        else Add(place, JsonValue.Expectation(type, _words));
    }

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>Escapes a member name for a JSON pointer (RFC 6901).</summary>
    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>The writable properties of an input by their JSON names.</summary>
internal static class Members<T>
{
    public static readonly IReadOnlyDictionary<string, PropertyInfo> All =
        typeof(T).GetProperties().Where(property => property.CanWrite)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
}
