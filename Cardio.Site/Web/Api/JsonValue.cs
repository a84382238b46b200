using System.Globalization;
using System.Text.Json;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>One value of JSON as the type that a member has, and nothing that has to be turned into it first.</summary>
internal static class JsonValue
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The value, or null where it is of another type. 55.0 is a whole number, as JSON Schema has it.</summary>
    public static object? Read(JsonElement value, Type type) => value.ValueKind switch
    {
        JsonValueKind.Number when type == typeof(int) => Whole(value),
        JsonValueKind.Number when type == typeof(double) => value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
        JsonValueKind.True or JsonValueKind.False when type == typeof(bool) => value.GetBoolean(),
        JsonValueKind.String when type == typeof(string) => Text(value),
        JsonValueKind.String when type == typeof(DateOnly) || type.IsEnum => Read(Text(value), type),
        _ => null,
    };

    /// <summary>A day or a choice as it is written in a text of JSON and in an address alike, or null: the framework would take a day in any notation, and numbers for choices.</summary>
    public static object? Read(string? text, Type type) =>
        type.IsEnum ? Choice(text, type)
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;

    /// <summary>What is expected where a value is of another type.</summary>
    public static string Expectation(Type type, IStringLocalizer words) =>
        type == typeof(int) ? words["NotWhole"]
        : type == typeof(double) ? words["NotNumber"]
        : type == typeof(bool) ? words["NotTruth"]
        : type == typeof(DateOnly) ? words["NotDay"]
        : type.IsEnum ? words["NotChoice", string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))]
        : words["NotText"];

    private static int? Whole(JsonElement value) =>
        value.TryGetInt32(out var whole) ? whole
        : value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : null;

    private static object? Choice(string? text, Type type)
    {
        var word = TypedText.Plain(text);
        var name = Enum.GetNames(type).FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == word);
        return name is null ? null : Enum.Parse(type, name);
    }

    /// <summary>The name of a member; what no text can hold has the name of a character that is none.</summary>
    public static string NameOf(JsonProperty member) => Held(() => member.Name) ?? "\uFFFD";

    private static string? Text(JsonElement value) => Held(value.GetString);

    /// <summary>Null where half a character is missing, which JSON can write and no text can hold.</summary>
    private static string? Held(Func<string?> read)
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
