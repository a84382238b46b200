using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// A code that the clinic chose for a patient: the text to show, and the key for comparison. Codes that look the same have the same key.
/// See Decisions/Patients/0030-patient-codes.md.
/// </summary>
public readonly record struct PatientCode
{
    /// <summary>Longest code in characters.</summary>
    public const int MaximumLength = 40;

    /// <summary>Longest input in characters: with invisible characters a code may be longer than it looks.</summary>
    public const int MaximumTyped = 3 * MaximumLength;

    /// <summary>Version of the key algorithm, stored with each key. Keys of older versions are recomputed in the background.</summary>
    public const int KeyForm = 1;

    private const int MaximumPasses = 10; // three are enough for all of Unicode

    private PatientCode(string text) => (Text, Key) = (text, KeyOf(text));

    /// <summary>The code as shown and stored.</summary>
    public string Text { get; }

    /// <summary>The code in its normal form for comparison.</summary>
    public string Key { get; }

    /// <summary>Reads typed text; null if nothing is visible, or for a word such as <c>n/a</c>.</summary>
    public static PatientCode? Read(string? typed) =>
        TypedText.Visible(typed) is { Length: > 0 } text && !MissingWords.Include(text) ? new(text) : null;

    /// <summary>
    /// Computes the key of a text. It ignores compatibility forms (NFKC), case, kinds of dashes and white space, invisible characters and
    /// look-alike letters. The key of a key is the key itself.
    /// </summary>
    public static string KeyOf(string text)
    {
        var key = TypedText.Visible(text); // first, so that combining marks are in order
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var next = Fold(key);
            if (next == key) break;
            key = next;
        }
        return key;
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in TypedText.Normalized(text, NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!Characters.IsInvisible(rune)) folded.AppendLookAlike(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)));
        }
        return TypedText.Visible(TypedText.Normalized(folded.ToString(), NormalizationForm.FormKC));
    }
}
