using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// Maps characters that look the same to one: dashes, quotation marks, and the Greek and Cyrillic letters whose capital or small form
/// looks like a Latin one. Characters that only resemble each other, such as O and 0, remain different.
/// </summary>
internal static class LookAlikes
{
    // Pairs of a lower-case letter or sign and its replacement.
    private const string Cyrillic = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwѵvӏi";
    private const string Greek = "αaβbεeζzηhιiκkμmνnοoρpτtυyχxϳj";
    private const string Latin = "ɑaɡg";
    private const string Signs = "‘'’'‛'′'ʼ'ʹ'“\"”\"‟\"″\"‚,⁄/∕/⧸/∶:꞉:∗*⁎*∼~";

    private static readonly Dictionary<char, char> Pairs =
        (Cyrillic + Greek + Latin + Signs).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Appends a lower-case character, or its replacement.</summary>
    public static void AppendLookAlike(this StringBuilder text, Rune rune)
    {
        if (Characters.IsDash(rune)) text.Append('-');
        else if (rune.Value == 'ß') text.Append("ss"); // as in Unicode case folding: its capital form is SS
        else if (rune.IsBmp && Pairs.TryGetValue((char)rune.Value, out var plain)) text.Append(plain);
        else text.Append(rune);
    }
}
