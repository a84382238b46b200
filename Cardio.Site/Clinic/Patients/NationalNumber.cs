using System.Text;
using System.Text.RegularExpressions;

namespace Cardio.Site.Clinic.Patients;

/// <summary>Finds Brazilian national numbers, which identify a person and are therefore not allowed in a patient code.</summary>
public static partial class NationalNumber
{
    /// <summary>Whether the text contains a valid CPF (11 digits) or CNS (15 digits), with or without the usual punctuation.</summary>
    public static bool IsIn(string text) =>
        Digits().Matches(Plain(text))
            .Select(match => string.Concat(match.Value.Where(char.IsAsciiDigit)))
            .Any(digits => Windows(digits, 11).Any(IsCpf) || Windows(digits, 15).Any(IsCns));

    /// <summary>Normalizes full-width digits and dashes, and removes invisible characters.</summary>
    private static string Plain(string text) =>
        Dashes().Replace(TypedText.Normalized(TypedText.Visible(text), NormalizationForm.FormKC), "-");

    [GeneratedRegex(@"\p{Pd}", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();

    private static IEnumerable<string> Windows(string digits, int length) =>
        Enumerable.Range(0, Math.Max(0, digits.Length - length + 1)).Select(start => digits.Substring(start, length));

    /// <summary>Verifies the two check digits: the weighted sum of all digits before, modulo 11 (Receita Federal).</summary>
    private static bool IsCpf(string digits) =>
        digits.Any(d => d != digits[0]) && CheckDigit(digits, 9) == digits[9] - '0' && CheckDigit(digits, 10) == digits[10] - '0';

    private static int CheckDigit(string digits, int length)
    {
        var sum = Enumerable.Range(0, length).Sum(i => (digits[i] - '0') * (length + 1 - i));
        return sum * 10 % 11 % 10;
    }

    /// <summary>Verifies that the sum weighted 15 to 1 is a multiple of 11, and the first digit is 1, 2, 7, 8 or 9 (DATASUS).</summary>
    private static bool IsCns(string digits) =>
        digits[0] is '1' or '2' or '7' or '8' or '9'
        && Enumerable.Range(0, 15).Sum(i => (digits[i] - '0') * (15 - i)) % 11 == 0;

    [GeneratedRegex(@"[0-9](?:[ .\-/]?[0-9]){10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
