using System.Globalization;
using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>Classes of characters that are invisible or look alike.</summary>
internal static class Characters
{
    // The default ignorable characters of Unicode that are not format characters, as ranges.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164), (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
    ];

    // Format characters with a visible shape: Arabic, Syriac, Kaithi and Egyptian number signs.
    private static readonly (int First, int Last)[] Shaped =
    [
        (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x110BD, 0x110BD),
        (0x110CD, 0x110CD), (0x13430, 0x1343F),
    ];

    // Dashes that Unicode classifies as symbols.
    private const string Dashes = "\u2212\u2043\u02D7\u2796\u2500\u2501";

    /// <summary>Whether a character has no shape and no width: a control, format or default ignorable character.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => !Rune.IsWhiteSpace(rune),
        UnicodeCategory.Format => !IsIn(Shaped, rune),
        _ => IsIn(Ignorable, rune),
    };

    /// <summary>Whether a character looks like a space: white space, and the empty Braille pattern.</summary>
    public static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == 0x2800;

    /// <summary>Whether a character looks like a dash.</summary>
    public static bool IsDash(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation
        || (rune.IsBmp && Dashes.Contains((char)rune.Value));

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        Array.Exists(ranges, range => rune.Value >= range.First && rune.Value <= range.Last);
}
