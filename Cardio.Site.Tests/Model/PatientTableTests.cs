using Cardio.Model.Patients;
using Cardio.Model.Training.Data;

namespace Cardio.Site.Tests.Model;

public sealed class PatientTableTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cardio-table-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Row_of_the_public_table_becomes_a_patient()
    {
        var row = Assert.Single(Read(GeneratedTable.Header + "\n7;18393;2;168;62.5;110;80;1;3;0;1;1;0\n"));
        Assert.Equal(("7", false, (string?)null), (row.Id, row.HasDisease, row.Problem));
        Assert.Equal(new PatientFeatures
        {
            AgeYears = 50, Sex = Sex.Male, HeightCm = 168, WeightKg = 62.5, SystolicMmHg = 110, DiastolicMmHg = 80,
            Cholesterol = LabLevel.Normal, Glucose = LabLevel.WellAboveNormal,
            Smoker = false, DrinksAlcohol = true, PhysicallyActive = true,
        }, row.Patient);
    }

    [Fact]
    public void Column_order_separator_quotes_and_byte_order_mark_do_not_matter()
    {
        var semicolons = Assert.Single(Read(
            "ap_lo;ap_hi;WEIGHT;age;id;gender;height;cholesterol;gluc;smoke;alco;active\n80;110;62;18393;a;2;168;1;1;0;0;1\n"));
        var commas = Assert.Single(Read(
            "\uFEFF\"age\",weight,ap_hi,ap_lo,id,gender,height,cholesterol,gluc,smoke,alco,active\r\n"
            + "18393,\"62\",110,80,a,2,168,1,1,0,0,1\r\n"));
        Assert.Equal(semicolons, commas);
        Assert.Null(commas.Problem);
        Assert.Null(commas.HasDisease);
    }

    [Fact]
    public void Empty_optional_cells_and_missing_optional_columns_are_unknown()
    {
        var empty = Assert.Single(Read(GeneratedTable.Header + "\n7;18393;;;62;110;80;;;;;;\n")).Patient!.Value;
        var missing = Assert.Single(Read("age;weight;ap_hi;ap_lo\n18393;62;110;80\n")).Patient!.Value;
        Assert.Equal(missing, empty);
        Assert.Equal(MeasurementPattern.FourInputs, MeasurementPatterns.FromPatient(empty));
    }

    [Theory]
    [InlineData("18393;2;168;62;80;110;1;1;0;0;1", "ap_hi is not above ap_lo")]
    [InlineData("18393;2;168;62;1400;80;1;1;0;0;1", "ap_hi outside 70 to 250 mmHg")]
    [InlineData("5000;2;168;62;140;80;1;1;0;0;1", "age outside 18 to 110 years")]
    [InlineData("18393;2;1.68;62;140;80;1;1;0;0;1", "height outside 120 to 220 cm")]
    [InlineData("18393;2;NaN;62;140;80;1;1;0;0;1", "height is not a number")]
    [InlineData("18393;3;168;62;140;80;1;1;0;0;1", "gender is not one of 1=female,2=male")]
    [InlineData("18393;2;168;;140;80;1;1;0;0;1", "weight is missing")]
    [InlineData("18393;2;168;62;140.5;80;1;1;0;0;1", "ap_hi is not a whole number")]
    [InlineData("18393;2;168;62;140;80;4;1;0;0;1", "cholesterol is not 1, 2 or 3")]
    [InlineData("18393;2;168;62;140;80;1;1;yes;0;1", "smoke is not a number")]
    [InlineData("18393;2", "weight is missing")]
    public void Unusable_row_has_a_reason(string cells, string problem) =>
        Assert.Equal(problem, Assert.Single(Read(GeneratedTable.Header + "\n9;" + cells + "\n")).Problem);

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("name;surname\na;b\n", "no column 'age', 'weight', 'ap_hi', 'ap_lo'")]
    [InlineData("age;weight;ap_hi;ap_lo;age\n1;2;3;4;5\n", "two columns 'age'")]
    public void File_that_is_not_a_patient_table_is_rejected(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<RefusalException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Huge_cell_invalidates_only_its_row() =>
        Assert.NotNull(Assert.Single(Read(GeneratedTable.Header + "\n" + new string('9', 40_000_000) + ";1\n")).Problem);

    [Fact]
    public void Unclosed_quote_invalidates_only_its_row()
    {
        var rows = Read(GeneratedTable.Header + "\n\"7;18393;2\n"
            + "8;18393;2;168;62;110;80;1;1;0;0;1;0\n#9;18393;2;168;62;110;80;1;1;0;0;1;0\n");
        Assert.Equal([true, false, false], rows.Select(row => row.Problem is not null));
        Assert.Equal(["", "8", "#9"], rows.Select(row => row.Id));
    }

    [Fact]
    public void Ages_are_read_as_years_if_all_are_years()
    {
        var rows = Read("age;weight;ap_hi;ap_lo\n50.4;62;110;80\n50,9;62;110;80\n");
        Assert.All(rows, row => Assert.Equal(50, row.Patient!.Value.AgeYears));
        Assert.Contains("mixes years (up to 130) and days", Assert.Throws<RefusalException>(
            () => Read("age;weight;ap_hi;ap_lo\n50;62;110;80\n18393;62;110;80\n")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("18393", "0")]
    [InlineData("18393", "450")]
    [InlineData("50", "0")]
    [InlineData("50", "450")]
    public void Impossible_age_invalidates_only_its_row(string right, string wrong)
    {
        var rows = Read($"age;weight;ap_hi;ap_lo\n{right};62;110;80\n{wrong};62;110;80\n");
        Assert.Equal(50, rows[0].Patient!.Value.AgeYears);
        Assert.NotNull(rows[1].Problem);
    }

    [Fact]
    public void Ambiguous_sex_codes_are_rejected()
    {
        const string Table = "age;gender;weight;ap_hi;ap_lo\n18393;1;62;110;80\n18393;0;62;110;80\n";
        Assert.Contains("--sex", Assert.Throws<RefusalException>(() => Read(Table)).Message, StringComparison.Ordinal);
        Assert.Equal([Sex.Male, Sex.Female], Read(Table, SexCoding.Parse("1=male,0=female")).Select(row => row.Patient!.Value.Sex));
        var publicCodes = Table.Replace(";0;", ";2;", StringComparison.Ordinal);
        Assert.Equal([Sex.Female, Sex.Male], Read(publicCodes).Select(row => row.Patient!.Value.Sex));
        Assert.Equal([Sex.Male, Sex.Female], Read(publicCodes, SexCoding.Parse("1=male,2=female")).Select(row => row.Patient!.Value.Sex));
        Assert.Equal("age is read in days, gender as 1=female,2=male", $"{new TableReading(true, SexCoding.PublicTable)}");
    }

    private List<TableRow> Read(string text, SexCoding? sex = null)
    {
        var path = Path.Combine(_directory.FullName, "table.csv");
        File.WriteAllText(path, text);
        return [.. PatientTable.Read(path, sex)];
    }
}
