using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cardio.Site.Web;

/// <summary>How programs write to the site and read from it: numbers are numbers, choices are words.</summary>
internal static class ApiJson
{
    /// <summary>Changes the web's defaults to that.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
