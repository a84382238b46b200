using System.Globalization;
using System.Text.Json;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Reads a JSON value as the type of its member, without conversions: the string "55" is not a number.</summary>
internal static class JsonValue
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Returns the value, or null if it has another type. 55.0 is an integer, as in JSON Schema.</summary>
    public static object? Read(JsonElement value, Type type) => value.ValueKind switch
    {
        JsonValueKind.Number when type == typeof(int) => Whole(value),
        JsonValueKind.Number when type == typeof(double) => value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
        JsonValueKind.True or JsonValueKind.False when type == typeof(bool) => value.GetBoolean(),
        JsonValueKind.String when type == typeof(string) => Text(value),
        JsonValueKind.String when type == typeof(DateOnly) || type.IsEnum => Read(Text(value), type),
        _ => null,
    };

    /// <summary>
    /// Reads a day (yyyy-MM-dd) or an enumeration (camel case) from a JSON string or a query; null if it is neither. The framework would
    /// also accept other date formats, and numbers for enumerations.
    /// </summary>
    public static object? Read(string? text, Type type) =>
        type.IsEnum ? Choice(text, type)
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;

    /// <summary>Returns the message that names the expected type.</summary>
    public static string Expectation(Type type, IStringLocalizer words) =>
        type == typeof(int) ? words["NotWhole"]
        : type == typeof(double) ? words["NotNumber"]
        : type == typeof(bool) ? words["NotTruth"]
        : type == typeof(DateOnly) ? words["NotDay"]
        : type.IsEnum ? words["NotChoice", string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))]
        : words["NotText"];

    private static int? Whole(JsonElement value) =>
        value.TryGetInt32(out var whole) ? whole
        : value.TryGetDecimal(out var number)
            && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : null;

    private static object? Choice(string? text, Type type)
    {
        var word = TypedText.Plain(text);
        var name = Enum.GetNames(type).FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == word);
        return name is null ? null : Enum.Parse(type, name);
    }

    /// <summary>Returns the name of a member, or U+FFFD if it is not valid UTF-16.</summary>
    public static string NameOf(JsonProperty member) => ReadText(() => member.Name) ?? "\uFFFD";

    private static string? Text(JsonElement value) => ReadText(value.GetString);

    /// <summary>Returns null for an unpaired surrogate, which JSON can escape but a string cannot hold.</summary>
    private static string? ReadText(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
