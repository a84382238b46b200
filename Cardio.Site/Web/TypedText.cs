namespace Cardio.Site.Web;

/// <summary>Text as a person typed it, made fit to keep.</summary>
public static class TypedText
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

    /// <summary>Marks that turn the direction of reading would let a text show as something else.</summary>
    private static bool IsDirectionMark(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
