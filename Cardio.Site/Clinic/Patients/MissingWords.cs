using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>What people and programs write where a value is missing, in English and Portuguese.</summary>
internal static class MissingWords
{
    // Letters and digits alone, without accents: N/A, n.a. and (NA) are na.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "na", "nan", "nd", "null", "nulo", "nil", "none", "nenhum", "nenhuma", "missing", "unknown", "empty", "blank", "vazio",
        "notavailable", "notapplicable", "notinformed", "notprovided", "nocode", "naoinformado", "naoinformada", "naoinf", "naodisponivel",
        "naoaplicavel", "naoseaplica", "naoconsta", "naotem", "desconhecido", "desconhecida", "ignorado", "ignorada", "semcodigo",
        "seminformacao", "semregistro", "semprontuario", "undefined",
    };

    /// <summary>Whether a text says so: one of the words, an error of a spreadsheet, or nothing but punctuation.</summary>
    public static bool Include(string text) => IsSheetError(text) || Words.Contains(Letters(text)) || IsPunctuation(text);

    /// <summary>Such as <c>#REF!</c>, <c>#DIV/0!</c> and <c>#NOME?</c>.</summary>
    private static bool IsSheetError(string text) => text is ['#', (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), .., '!' or '?'];

    private static bool IsPunctuation(string text) =>
        text.EnumerateRunes().All(rune => Rune.IsPunctuation(rune) || Characters.IsDash(rune) || Characters.IsSpace(rune));

    private static string Letters(string text) => string.Concat(
        TypedText.Normalized(text, NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes().Where(Rune.IsLetterOrDigit));
}
