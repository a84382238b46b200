using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Tests.Clinic.Patients;

public sealed class ClinicalNumberTests
{
    private static readonly string[] Kilograms = ["kg", "kgs"];

    [Theory]
    [InlineData("82.5", 82.5)]
    [InlineData("82,5", 82.5)]
    [InlineData("  82,5  ", 82.5)]
    [InlineData("82,5 kg", 82.5)]
    [InlineData("82.5KG", 82.5)]
    [InlineData("82.5\tkg", 82.5)]
    [InlineData("82,5\u00a0k g", 82.5)]
    [InlineData("082", 82)]
    [InlineData("1.234", 1.234)]
    public void Reads_a_number_with_either_decimal_mark(string text, double expected)
    {
        Assert.True(ClinicalNumber.TryParse(text, Kilograms, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1,234.5")]
    [InlineData("1.234,5")]
    [InlineData("1.2.3")]
    [InlineData("8e1")]
    [InlineData("-82")]
    [InlineData("+82")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("82,")]
    [InlineData(".5")]
    [InlineData("8 2")]
    [InlineData("٨٢")]
    [InlineData("82 lb")]
    [InlineData("180 cm")]
    [InlineData("1000000000000")]
    public void Rejects_anything_but_a_plain_number_in_the_expected_unit(string? text) =>
        Assert.False(ClinicalNumber.TryParse(text, Kilograms, out _));
}
