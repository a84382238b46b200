using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>Words that stand for a missing value, in English and Portuguese.</summary>
internal static class MissingWords
{
    // Only letters and digits, without accents: N/A, n.a. and (NA) all become na.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "na", "nan", "nd", "null", "nulo", "nil", "none", "nenhum", "nenhuma", "missing", "unknown", "empty", "blank", "vazio",
        "notavailable", "notapplicable", "notinformed", "notprovided", "nocode", "naoinformado", "naoinformada", "naoinf", "naodisponivel",
        "naoaplicavel", "naoseaplica", "naoconsta", "naotem", "desconhecido", "desconhecida", "ignorado", "ignorada", "semcodigo",
        "seminformacao", "semregistro", "semprontuario", "undefined",
    };

    /// <summary>Whether a text means a missing value: one of the words, an error of a spreadsheet, or only punctuation.</summary>
    public static bool Include(string text) => IsSheetError(text) || Words.Contains(Letters(text)) || IsPunctuation(text);

    /// <summary>Whether a text is an error such as <c>#REF!</c>, <c>#DIV/0!</c> or <c>#NOME?</c>.</summary>
    private static bool IsSheetError(string text) => text is ['#', (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), .., '!' or '?'];

    private static bool IsPunctuation(string text) =>
        text.EnumerateRunes().All(rune => Rune.IsPunctuation(rune) || Characters.IsDash(rune) || Characters.IsSpace(rune));

    private static string Letters(string text) => string.Concat(
        TypedText.Normalized(text, NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes().Where(Rune.IsLetterOrDigit));
}
