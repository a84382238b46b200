using System.Globalization;
using System.Text;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Tests.Clinic.Patients;

public sealed class PatientCodeTests
{
    [Theory]
    [InlineData("A-12", "A\u201012", "A\u201112", "A\u201212", "A\u201312", "A\u201412", "A\u201512", "A\u221212")]
    [InlineData("A-12", "A\uFE5812", "A\uFE6312", "A\uFF0D12", "A\u204312")]
    [InlineData("A-12", "\uFF21-12", "A-12\u200B", "\uFEFFA-12", " a-12 ", "A\u2060-12", "A\u00AD-12")]
    [InlineData("A-12", "A-12\uFE0F", "A-1\u034F2", "\u202EA-12\u202C")]
    [InlineData("A-12", "A-\u115F12", "A-12\u3164", "A-12\uFFA0", "A-12\U000E0041", "A-12\u061C", "A\u0007-12", "\u0410-12", "\u0391-12")]
    [InlineData("A 12", "A\u00A012", "A\u2003 12", "A\t12", "A\u300012", "A\u280012", "A\r\n12", "a\u202F12")]
    [InlineData("\u00C9-1", "E\u0301-1", "e\u0301-1", "\u00E9-1", "E\u0301\u200D-1", "E\u200B\u0301-1")]
    [InlineData("STRASSE", "Straße", "STRAẞE", "ｓｔｒａｓｓｅ")]
    [InlineData("ΟΔΟΣ", "οδος", "οδοσ")]
    [InlineData("I", "i", "І", "і", "Ι")]
    [InlineData("Ё1", "Ë1", "ё1", "Е\u03081")]
    [InlineData("D'A/1", "d’a⁄1", "D‘A∕1", "Dʼa／1")]
    public void Codes_that_look_the_same_have_the_same_key(string code, params string[] others) =>
        Assert.All(others, other => Assert.Equal(PatientCode.KeyOf(code), PatientCode.KeyOf(other)));

    [Fact]
    public void Codes_that_look_different_have_different_keys()
    {
        string[] codes =
        [
            "A-12", "A12", "A 12", "A_12", "A.12", "A/12", "A-1 2", "A--12", "B-12", "O", "0", "l", "1", "É", "E", "Я", "R",
        ];
        Assert.Distinct(codes.Select(PatientCode.KeyOf));
    }

    [Fact]
    public void A_key_is_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("tr-TR");
            Assert.Equal("id-1", PatientCode.KeyOf("ID-1"));
            Assert.Equal(PatientCode.KeyOf("i\u0307"), PatientCode.KeyOf("İ"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_key_of_a_key_is_itself_for_every_character() => Assert.All(
        Enumerable.Range(0, 0x110000).Select(Text), text =>
        {
            var key = PatientCode.KeyOf($"a{text}b");
            if (PatientCode.KeyOf(key) != key) Assert.Fail($"U+{char.ConvertToUtf32($"{text}", 0):X4}");
        });

    [Fact]
    public void A_key_of_the_previous_version_gives_the_same_key() => Assert.All(
        Enumerable.Range(0, 0x110000).Select(Text), text =>
        {
            var old = $"a{text}b".ToLowerInvariant();
            var key = PatientCode.KeyOf($"a{text}b");
            if (PatientCode.KeyOf(old) != key) Assert.Fail($"{old} has another key");
            if (old.All(c => c is >= ' ' and <= '~') && old != key) Assert.Fail($"{old} would not be found among the old keys");
        });

    [Fact]
    public void The_key_of_a_key_is_itself_for_random_texts()
    {
        var random = new Random(7);
        int[] likely = [0x20, 0x2D, 0x41, 0x69, 0x130, 0x307, 0x345, 0x3A3, 0x301, 0x308, 0x200D, 0x410, 0xDF];
        for (var n = 0; n < 50_000; n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => (char)Unit()));
            var key = PatientCode.KeyOf(text);
            Assert.Equal(key, PatientCode.KeyOf(key));
            if (PatientCode.Read(text) is not { } code) continue;
            Assert.Equal(code.Text, PatientCode.Read(code.Text)?.Text);
            Assert.Equal(key, code.Key);
        }

        int Unit() => random.Next(3) == 0 ? random.Next(0x10000) : likely[random.Next(likely.Length)];
    }

    [Theory]
    [InlineData(" A–12\u200B ", "A–12")]
    [InlineData("E\u0301-1", "\u00C9-1")]
    [InlineData("\uFEFFA\u00A0\u00A012", "A 12")]
    public void A_code_is_stored_as_it_looks(string typed, string shown) => Assert.Equal(shown, PatientCode.Read(typed)?.Text);

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character() =>
        Assert.Equal("A\uFFFD1", PatientCode.Read(string.Concat("A", '\uD800', "1"))?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("\u200B\uFEFF")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("N.D.")]
    [InlineData("#N/D")]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    [InlineData("#NOME?")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("–")]
    [InlineData(".")]
    [InlineData("?")]
    [InlineData("não informado")]
    [InlineData("NA\u0303O INFORMADO")]
    [InlineData("Sem código")]
    public void A_word_for_a_missing_value_is_no_code(string typed) => Assert.Null(PatientCode.Read(typed));

    [Theory]
    [InlineData("NA-1")]
    [InlineData("0")]
    [InlineData("N 1")]
    [InlineData("#102")]
    public void A_code_that_resembles_such_a_word_is_valid(string typed) => Assert.Equal(typed, PatientCode.Read(typed)?.Text);

    private static string Text(int codePoint) =>
        codePoint is >= 0xD800 and <= 0xDFFF ? $"{(char)codePoint}" : new Rune(codePoint).ToString();
}
