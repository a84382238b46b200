using System.Text.RegularExpressions;

namespace Cardio.Testing;

internal static partial class FormToken
{
    /// <summary>Finds the antiforgery token of a page's last form.</summary>
    public static string Find(string page) => Field().Matches(page)[^1].Groups["token"].Value;

    [GeneratedRegex(@"name=""__RequestVerificationToken""[^>]*value=""(?<token>[^""]+)""")]
    private static partial Regex Field();
}
