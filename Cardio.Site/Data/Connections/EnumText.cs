using System.Text.Json;

namespace Cardio.Site.Data.Connections;

/// <summary>The text of an enum value in the tables. Dapper would store its number, and ignores type handlers for enums.</summary>
internal static class EnumText
{
    public static string Format<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
