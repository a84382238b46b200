using System.Globalization;

namespace Cardio.Model.Patients;

/// <summary>What numbers in a column of sexes mean. Studies differ: 1 is female in the public table and male in others.</summary>
public sealed class SexCoding
{
    private readonly Dictionary<int, Sex> _meanings;

    private SexCoding(Dictionary<int, Sex> meanings) => _meanings = meanings;

    /// <summary>The public table's: 1 is female, 2 is male.</summary>
    public static SexCoding PublicTable { get; } = new(new() { [1] = Sex.Female, [2] = Sex.Male });

    /// <summary>Reads a coding such as <c>1=male,0=female</c>; null where it is none, or does not name each sex once.</summary>
    /// <param name="text">Two pairs of a number and a word.</param>
    public static SexCoding? Parse(string? text)
    {
        var meanings = new Dictionary<int, Sex>();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', StringSplitOptions.TrimEntries) is not [var number, var word]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || Word(word) is not { } sex || !meanings.TryAdd(code, sex)) return null;
        }
        return meanings.Count == 2 && meanings.Values.Distinct().Count() == 2 ? new(meanings) : null;
    }

    /// <summary>The sex that a number means, or null.</summary>
    /// <param name="code">The number.</param>
    public Sex? Of(double code) => _meanings.TryGetValue((int)code, out var sex) && code == (int)code ? sex : null;

    /// <summary>The number that means a sex.</summary>
    /// <param name="sex">The sex.</param>
    public int CodeOf(Sex sex) => _meanings.Single(pair => pair.Value == sex).Key;

    /// <summary>As it is parsed, the lower number first, such as <c>1=female,2=male</c>.</summary>
    public override string ToString() => string.Join(',', _meanings.OrderBy(pair => pair.Key).Select(Pair));

    private static string Pair(KeyValuePair<int, Sex> meaning) => $"{meaning.Key}={(meaning.Value == Sex.Female ? "female" : "male")}";

    private static Sex? Word(string word) => word.ToUpperInvariant() switch
    {
        "FEMALE" => Sex.Female,
        "MALE" => Sex.Male,
        _ => null,
    };
}
