using System.Globalization;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// Parses a typed number alike in every culture: 82.5 and 82,5 are both eighty-two and a half.
/// The framework would parse one of the two as 825, depending on the language.
/// </summary>
public static class ClinicalNumber
{
    private const int MaximumDigits = 9;
    private const int MaximumDecimals = 17;

    /// <summary>
    /// Accepts up to nine digits, then optionally <c>.</c> or <c>,</c> with up to 17 digits, then optionally one of
    /// <paramref name="units"/>. Spaces and invisible characters around them are ignored.
    /// Rejects signs, exponents, thousands separators and anything else.
    /// </summary>
    public static bool TryParse(string? text, IReadOnlyCollection<string> units, out double number)
    {
        var rest = TypedText.Plain(text).AsSpan();
        var whole = TakeDigits(ref rest);
        var isNumber = whole.Length > 0;
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.' or ',', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            isNumber &= fraction.Length > 0;
        }
        var unit = rest.TrimStart();
        number = 0;
        return isNumber
            && whole.Length <= MaximumDigits && fraction.Length <= MaximumDecimals
            && (unit.IsEmpty || IsOneOf(unit, units))
            && double.TryParse($"{whole}.{fraction}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsOneOf(ReadOnlySpan<char> unit, IReadOnlyCollection<string> units) =>
        units.Contains(unit.ToString().Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);

    /// <summary>Removes the leading digits from a text and returns them.</summary>
    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }
}
