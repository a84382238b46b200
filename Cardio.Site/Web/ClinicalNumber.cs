using System.Globalization;
using System.Text.RegularExpressions;

namespace Cardio.Site.Web;

/// <summary>
/// Reads a number that a person typed, the same in every culture: 82.5 and 82,5 are both eighty-two and a half. The framework's
/// reader takes one of the two for 825, depending on the language.
/// </summary>
public static partial class ClinicalNumber
{
    /// <summary>
    /// Digits with at most one <c>.</c> or <c>,</c> as the decimal mark, spaces around, and one of <paramref name="units"/> behind.
    /// Signs, exponents, both marks, thousands separators and anything else are not a number.
    /// </summary>
    public static bool TryParse(string? text, IReadOnlyCollection<string> units, out double number)
    {
        var match = Shape().Match(text ?? "");
        var unit = match.Groups["unit"].Value.Replace(" ", "", StringComparison.Ordinal);
        number = 0;
        return match.Success
            && (unit.Length == 0 || units.Contains(unit, StringComparer.OrdinalIgnoreCase))
            && double.TryParse(
                match.Groups["number"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(?<unit>\p{L}[\p{L} ]{0,20})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
