using System.Globalization;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// Reads a number that a person typed, the same in every culture: 82.5 and 82,5 are both eighty-two and a half. The framework's
/// reader takes one of the two for 825, depending on the language.
/// </summary>
public static class ClinicalNumber
{
    private const int MostDigits = 9;
    private const int MostDecimals = 17;

    /// <summary>
    /// Digits with at most one <c>.</c> or <c>,</c> as the decimal mark, at most nine before and 17 behind it, spaces and invisible
    /// characters around, and one of <paramref name="units"/> behind. Signs, exponents, both marks, thousands separators and anything
    /// else are not a number.
    /// </summary>
    public static bool TryParse(string? text, IReadOnlyCollection<string> units, out double number)
    {
        var rest = TypedText.Plain(text).AsSpan();
        var whole = Digits(ref rest);
        var isNumber = whole.Length > 0;
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.' or ',', ..])
        {
            rest = rest[1..];
            fraction = Digits(ref rest);
            isNumber &= fraction.Length > 0;
        }
        var unit = rest.TrimStart();
        number = 0;
        return isNumber
            && whole.Length <= MostDigits && fraction.Length <= MostDecimals
            && (unit.IsEmpty || units.Contains(unit.ToString().Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase))
            && double.TryParse($"{whole}.{fraction}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Takes the digits off the beginning of a text.</summary>
    private static ReadOnlySpan<char> Digits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }
}
