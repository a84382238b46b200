using System.Text;

namespace Cardio.Site.Clinic.Patients;

/// <summary>
/// One character for those that look the same: dashes, quotation marks, and the Greek and Cyrillic letters whose capital or small form is
/// drawn as a Latin one. Letters and digits that only resemble each other, such as O and 0, stay apart.
/// </summary>
internal static class LookAlikes
{
    // Pairs of a lower-case letter or sign and what it is taken for.
    private const string Cyrillic = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwѵvӏi";
    private const string Greek = "αaβbεeζzηhιiκkμmνnοoρpτtυyχxϳj";
    private const string Latin = "ɑaɡg";
    private const string Signs = "‘'’'‛'′'ʼ'ʹ'“\"”\"‟\"″\"‚,⁄/∕/⧸/∶:꞉:∗*⁎*∼~";

    private static readonly Dictionary<char, char> Pairs =
        (Cyrillic + Greek + Latin + Signs).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Adds a lower-case character, or the one that it is taken for.</summary>
    public static void AppendLookAlike(this StringBuilder text, Rune rune)
    {
        if (Characters.IsDash(rune)) text.Append('-');
        else if (rune.Value == 'ß') text.Append("ss"); // as Unicode folds it: its capital form is SS
        else if (rune.IsBmp && Pairs.TryGetValue((char)rune.Value, out var plain)) text.Append(plain);
        else text.Append(rune);
    }
}
