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
        var kept = string.Concat((text ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))).Trim();
        return kept.Length == 0 ? null : kept;
    }
}
