using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// Free code of a patient: as it is stored and shown, and the key by which equal codes are found. Two codes that look the same have the
/// same key. See Decisions/0029-patient-codes.md.
/// </summary>
public readonly record struct PatientCode
{
    /// <summary>Most characters of a code.</summary>
    public const int MaximumLength = 40;

    /// <summary>Most characters that a field takes: with its invisible characters a code may be longer than it looks.</summary>
    public const int MaximumTyped = 3 * MaximumLength;

    /// <summary>Number of this way to make keys; stored beside each key. Rows of an older one are brought up to date.</summary>
    public const int KeyForm = 1;

    private const int MaximumPasses = 10; // three are needed at most

    private PatientCode(string text) => (Text, Key) = (text, KeyOf(text));

    /// <summary>The code as the doctor sees it.</summary>
    public string Text { get; }

    /// <summary>The code as it is compared.</summary>
    public string Key { get; }

    /// <summary>Reads what was typed; null where nothing can be seen, or a word such as <c>n/a</c> says that there is no code.</summary>
    public static PatientCode? Read(string? typed) =>
        TypedText.Visible(typed) is { Length: > 0 } text && !MissingWords.Include(text) ? new(text) : null;

    /// <summary>
    /// The key of any text: compatibility forms (NFKC), case, dashes, white space, invisible characters and look-alike letters make no
    /// difference. The key of a key is itself.
    /// </summary>
    public static string KeyOf(string text)
    {
        var key = TypedText.Visible(text); // first, so that marks are in order
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
