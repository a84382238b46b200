using System.Text.Json;

namespace Cardio.Site.Data.Connections;

/// <summary>The name under which the tables hold a choice; Dapper would pass its number, and asks no type handler for enums.</summary>
internal static class EnumText
{
    public static string Format<T>(T choice)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
