using System.Text.Json;

namespace Cardio.Site.Data;

/// <summary>The name under which the tables hold a choice; Dapper would pass its number, and asks no type handler for enums.</summary>
internal static class StoredName
{
    public static string Of<T>(T choice)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
