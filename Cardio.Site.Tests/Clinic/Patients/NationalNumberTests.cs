using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Tests.Clinic.Patients;

public sealed class NationalNumberTests
{
    [Theory]
    [InlineData("529.982.247-25")]
    [InlineData("52998224725")]
    [InlineData("pac 529.982.247-25 b")]
    [InlineData("529.982.247–25")]
    [InlineData("５２９９８２２４７２５")]
    [InlineData("898001234560005")]
    [InlineData("898 0012 3456 0005")]
    public void Finds_a_valid_CPF_or_CNS(string text) => Assert.True(NationalNumber.IsIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("P-7")]
    [InlineData("529.982.247-26")]
    [InlineData("11111111111")]
    [InlineData("5299822472")]
    [InlineData("398001234560005")]
    public void Accepts_other_codes(string text) => Assert.False(NationalNumber.IsIn(text));
}
