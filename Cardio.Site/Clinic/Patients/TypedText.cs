using System.Text;
using System.Text.RegularExpressions;

namespace Cardio.Site.Clinic.Patients;

/// <summary>Normalizes typed text before it is stored.</summary>
public static partial class TypedText
{
    /// <summary>
    /// Trims a text, unifies its line endings and removes control characters, so that its length is the same everywhere.
    /// Returns null if nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n");
        var clean = string.Concat(lines.Where(c => c == '\n' || !(char.IsControl(c) || IsDirectionMark(c)))).Trim();
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>Cleans like <see cref="Clean"/>, and puts the text on one line.</summary>
    public static string? Line(string? text) => Clean(text)?.Replace('\n', ' ');

    /// <summary>
    /// Reduces a line to what is visible: composed (NFC), trimmed, without invisible characters, each run of white space as one space.
    /// Lines that differ only in such characters become equal.
    /// </summary>
    public static string Visible(string? text)
    {
        text ??= "";
        // Fast path for nearly every cell of a file.
        if (Ascii.IsValid(text) && !text.Any(char.IsControl)) return Spaces().Replace(text.Trim(), " ");
        var visible = new StringBuilder();
        foreach (var rune in Normalized(text, NormalizationForm.FormC).EnumerateRunes())
        {
            if (!Characters.IsSpace(rune))
            {
                if (!Characters.IsInvisible(rune)) visible.Append(rune);
            }
            else if (visible.Length > 0 && visible[^1] != ' ') visible.Append(' ');
        }
        return Normalized(visible.ToString().TrimEnd(), NormalizationForm.FormC); // composes marks that an invisible character separated
    }

    /// <summary>Reduces a line like <see cref="Visible"/>, and converts full-width forms to ASCII for parsing.</summary>
    public static string Plain(string? text)
    {
        var visible = Visible(text);
        return Ascii.IsValid(visible) ? visible : string.Concat(visible.Select(Narrow));
    }

    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    [GeneratedRegex("  +")]
    private static partial Regex Spaces();

    /// <summary>Applies a Unicode normal form. Lone surrogates and U+FFFE, which would throw, become U+FFFD.</summary>
    public static string Normalized(string text, NormalizationForm form) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune)).Normalize(form);

    /// <summary>Truncates a text to a length, without splitting a surrogate pair.</summary>
    public static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Whether a character changes the writing direction, which could make a text look like another.</summary>
    private static bool IsDirectionMark(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
