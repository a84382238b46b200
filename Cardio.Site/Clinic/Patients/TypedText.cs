using System.Text;
using System.Text.RegularExpressions;

namespace Cardio.Site.Clinic.Patients;

/// <summary>Text as a person typed it, made fit to keep.</summary>
public static partial class TypedText
{
    /// <summary>
    /// Trimmed, lines ended alike, without control characters: a length counts the same everywhere, and a chart shows what was typed. Null
    /// where nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        var kept = string.Concat((text ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !(char.IsControl(c) || IsDirectionMark(c)))).Trim();
        return kept.Length == 0 ? null : kept;
    }

    /// <summary>The same on one line.</summary>
    public static string? Line(string? text) => Clean(text)?.Replace('\n', ' ');

    /// <summary>
    /// What a line shows: composed (NFC), without invisible characters, each run of white space as one space, trimmed. Lines that look the
    /// same because of such characters are equal.
    /// </summary>
    public static string Visible(string? text)
    {
        text ??= "";
        if (Ascii.IsValid(text) && !text.Any(char.IsControl)) return Spaces().Replace(text.Trim(), " "); // nearly every cell of a file
        var shown = new StringBuilder();
        foreach (var rune in Normalized(text, NormalizationForm.FormC).EnumerateRunes())
        {
            if (!Characters.IsSpace(rune))
            {
                if (!Characters.IsInvisible(rune)) shown.Append(rune);
            }
            else if (shown.Length > 0 && shown[^1] != ' ') shown.Append(' ');
        }
        return Normalized(shown.ToString().TrimEnd(), NormalizationForm.FormC); // marks that an invisible character kept apart now compose
    }

    /// <summary>The same with full-width forms as ASCII: numbers, days and words are read from it.</summary>
    public static string Plain(string? text)
    {
        var shown = Visible(text);
        return Ascii.IsValid(shown) ? shown : string.Concat(shown.Select(Narrow));
    }

    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    [GeneratedRegex("  +")]
    private static partial Regex Spaces();

    /// <summary>A form of Unicode. Halves of characters and U+FFFE, which would fail instead, stand as U+FFFD.</summary>
    public static string Normalized(string text, NormalizationForm form) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune)).Normalize(form);

    /// <summary>The beginning of a text, at most so long; no character is cut in half.</summary>
    public static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Marks that turn the direction of reading would let a text show as something else.</summary>
    private static bool IsDirectionMark(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
