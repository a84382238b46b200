using System.Globalization;

namespace Cardio.Model.Patients;

/// <summary>Maps the numeric codes of a sex column. Studies differ: 1 is female in the public table but male in others.</summary>
public sealed class SexCoding
{
    private readonly Dictionary<int, Sex> _meanings;

    private SexCoding(Dictionary<int, Sex> meanings) => _meanings = meanings;

    /// <summary>Coding of the public table: 1 is female, 2 is male.</summary>
    public static SexCoding PublicTable { get; } = new(new() { [1] = Sex.Female, [2] = Sex.Male });

    /// <summary>Parses a coding such as <c>1=male,0=female</c>; returns null if it is invalid or does not name each sex once.</summary>
    /// <param name="text">Two comma-separated pairs of code and word.</param>
    public static SexCoding? Parse(string? text)
    {
        var meanings = new Dictionary<int, Sex>();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', StringSplitOptions.TrimEntries) is not [var number, var word]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || ParseWord(word) is not { } sex || !meanings.TryAdd(code, sex)) return null;
        }
        return meanings.Count == 2 && meanings.Values.Distinct().Count() == 2 ? new(meanings) : null;
    }

    /// <summary>Converts a code to the sex, or returns null if the code is unknown.</summary>
    /// <param name="code">Value of the cell.</param>
    public Sex? Decode(double code) => _meanings.TryGetValue((int)code, out var sex) && code == (int)code ? sex : null;

    /// <summary>Converts a sex to its code.</summary>
    /// <param name="sex">Sex to convert.</param>
    public int Encode(Sex sex) => _meanings.Single(pair => pair.Value == sex).Key;

    /// <summary>Returns the coding as <see cref="Parse"/> reads it, lower code first, such as <c>1=female,2=male</c>.</summary>
    public override string ToString() => string.Join(',', _meanings.OrderBy(pair => pair.Key).Select(FormatPair));

    private static string FormatPair(KeyValuePair<int, Sex> meaning) =>
        $"{meaning.Key}={(meaning.Value == Sex.Female ? "female" : "male")}";

    private static Sex? ParseWord(string word) => word.ToUpperInvariant() switch
    {
        "FEMALE" => Sex.Female,
        "MALE" => Sex.Male,
        _ => null,
    };
}
