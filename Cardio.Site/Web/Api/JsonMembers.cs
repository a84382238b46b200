using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>
/// Reads inputs out of JSON, strictly: a member that is not known, stands twice or has another type is a fault, and each is told with its
/// place. The framework's own reader stops at the first, in English.
/// </summary>
internal sealed class JsonMembers(HttpContext http)
{
    /// <summary>Most faults that are told of one request.</summary>
    private const int Most = 100;

    private readonly IStringLocalizer _words = http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
    private readonly List<ApiError> _faults = [];

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<ApiError> Faults => _faults;

    /// <summary>The input that an element holds; what is missing or wrong in it is null and told in <see cref="Faults"/>.</summary>
    /// <param name="element">An object of JSON.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <typeparam name="T">The input.</typeparam>
    /// <typeparam name="TText">The texts of its feature.</typeparam>
    public T Read<T, TText>(JsonElement element, string pointer)
        where T : class, IValidatableObject, new()
    {
        var input = new T();
        if (!IsObject(element, pointer)) return input;
        var seen = new HashSet<string>();
        var before = _faults.Count;
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonValue.NameOf(member);
            var place = $"{pointer}/{Escaped(name)}";
            if (!seen.Add(name)) Add(place, _words["Twice"]);
            else if (!Members<T>.All.TryGetValue(name, out var property)) Add(place, _words["Unknown"]);
            else if (member.Value.ValueKind != JsonValueKind.Null) Set(input, property, member.Value, place);
        }
        foreach (var fault in InputRules<T>.Check(input, http.RequestServices.GetRequiredService<IStringLocalizer<TText>>(), http.RequestServices))
        {
            var place = $"{pointer}/{Name(fault.Field)}";
            if (!_faults.Skip(before).Any(found => found.Pointer == place)) Add(place, fault.Message);
        }
        return input;
    }

    /// <summary>The items of a body that holds one list and nothing else; none where it does not, or where they are fewer than one or too many.</summary>
    public IReadOnlyList<JsonElement> Items(JsonElement root, string name, int most)
    {
        if (!IsObject(root, "#")) return [];
        var members = root.EnumerateObject().ToLookup(JsonValue.NameOf, member => member.Value);
        foreach (var other in members.Where(member => member.Key != name)) Add($"#/{Escaped(other.Key)}", _words["Unknown"]);
        var lists = members[name].ToList();
        if (lists.Count > 1) Add($"#/{name}", _words["Twice"]);
        else if (lists is not [{ ValueKind: JsonValueKind.Array } list]) Add($"#/{name}", _words["NotAList"]);
        else if (list.GetArrayLength() is var count && (count < 1 || count > most)) Add($"#/{name}", _words["CountBetween", 1, most]);
        else return [.. list.EnumerateArray()];
        return [];
    }

    /// <summary>Whether an element is an object; a fault where it is not.</summary>
    private bool IsObject(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object) return true;
        Add(pointer, _words["NotAnObject"]);
        return false;
    }

    /// <summary>Adds a fault, unless there are more than anybody reads.</summary>
    private void Add(string pointer, string detail)
    {
        if (_faults.Count < Most) _faults.Add(ApiError.Create(pointer, detail));
    }

    private void Set(object input, PropertyInfo property, JsonElement value, string place)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (JsonValue.Read(value, type) is { } read) property.SetValue(input, read);
        else Add(place, JsonValue.Expectation(type, _words));
    }

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>As RFC 6901 writes it.</summary>
    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>The members that an input knows, by their names in JSON.</summary>
internal static class Members<T>
{
    public static readonly IReadOnlyDictionary<string, PropertyInfo> All =
        typeof(T).GetProperties().Where(property => property.CanWrite).ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
}
