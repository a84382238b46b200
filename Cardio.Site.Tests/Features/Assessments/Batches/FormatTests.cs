using System.Net;
using System.Text;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

/// <summary>Files as people have them.</summary>
public sealed class FormatTests
{
    private const string Own =
        "patientCode,ageYears,sex,heightCm,weightKg,systolicMmHg,diastolicMmHg,cholesterol,glucose,smoker,drinksAlcohol,physicallyActive\n";
    private const string Portuguese =
        "Código;Idade;Sexo;Altura (cm);Peso (kg);Pressão sistólica;Pressão diastólica;"
        + "Colesterol;Glicose;Fumante;Álcool;Atividade física\r\n";

    static FormatTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The same patient in many spellings.</summary>
    public static TheoryData<string, string, int> Files { get; } = new()
    {
        { "id;age;gender;height;weight;ap_hi;ap_lo;cholesterol;gluc;smoke;alco;active\n1;20089;1;162;82.5;150;95;2;1;0;0;1\n", "utf-8", 0 },
        { Own + "P-7,55,female,162,82.5,150,95,aboveNormal,normal,false,false,true\n", "utf-8", 0 },
        { Own + "P-7,55,F,162,\"82,5\",150,95,2,1,no,no,yes\n\n\n", "utf-8", 3 },
        { Own.Replace(',', '\t') + "P-7\t55 years\tFemale\t162 cm\t82,5 kg\t150\t95\tAbove normal\tNormal\tNo\tNo\tYes", "utf-8", 0 },
        { Portuguese + "P-7;55;Feminino;162;82,5;150;95;Acima do normal;Normal;Não;Não;Sim\r\n;;;;;;;;;;;\r\n", "windows-1252", 0 },
        { Portuguese + "P-7;55;feminino;162,0;82,5;150;95;2;1;NÃO;FALSO;VERDADEIRO\r\n", "utf-8", 3 },
        { Portuguese.ToUpperInvariant() + "\"P\r\n7\";55;mulher;162;82,5;150;95;2;1;n;n;s\r\n", "windows-1252", 0 },
        { Portuguese + "P-7;55;F;162;82,5;150;95;2;1;0;0;1\r\n", "utf-16", 2 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task All_supported_formats_give_the_same_patient(string text, string encoding, int mark)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync("pt-BR");
        var form = await doctor.PageAsync(await Assessed.PathAsync(doctor));
        var expected = form.QuerySelector(".figure data")!.GetAttribute("value")!;
        var letters = Encoding.GetEncoding(encoding);
        using var uploaded = await Batching.UploadAsync(doctor, [.. mark == 0 ? [] : letters.GetPreamble(), .. letters.GetBytes(text)]);
        Assert.Equal(HttpStatusCode.Redirect, uploaded.StatusCode);
        var path = uploaded.Headers.Location!.OriginalString;
        var preview = await doctor.PageAsync(path);
        Assert.Equal("1 de 1 linhas podem ser avaliadas", preview.QuerySelector("form h2")!.TextContent);
        using var started = await doctor.PostAsync(path, new() { ["IsStored"] = "true" }, handler: "Start");
        await Batching.EndAsync(doctor, path);
        var lines = await Batching.ResultAsync(doctor, path);
        Assert.Contains(double.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)
            .ToString("0.00", new System.Globalization.CultureInfo("pt-BR")),
            string.Join(';', lines), StringComparison.Ordinal);
        Assert.Contains("acima", lines[^1], StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Refused { get; } = new()
    {
        { [], "The file is empty" },
        { "\n\n"u8.ToArray(), "" },
        { "nothing;here\n1;2\n"u8.ToArray(), "No column of the file was recognized" },
        { Encoding.UTF8.GetBytes(Own), "no row below" },
        { Encoding.UTF8.GetBytes(Own.Replace(",weightKg", "", StringComparison.Ordinal) + "x\n"), "no column for: Weight" },
        {
            Encoding.UTF8.GetBytes(Own.Replace("patientCode", "idade", StringComparison.Ordinal) + "x\n"),
            "have the same meaning: idade, ageYears"
        },
        { [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08, 0x00, 0xFF, 0xFE, 0x0A, 0x00], "not a CSV file" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D], "" },
        { Encoding.UTF8.GetBytes(string.Join(';', Enumerable.Range(0, 200).Select(i => $"c{i}")) + "\n1\n"), "more than 100 columns" },
        { Encoding.UTF8.GetBytes(Own + new string('x', 300_000)), "" },
        { Encoding.UTF8.GetBytes(Own + new string('x', 99) + "\U0001FAC0,55"), "" }, // a character at the place where a cell is cut
        { Encoding.UTF8.GetBytes($"P-7,55,{new string('x', 99)}\U0001FAC0".Insert(0, Own)), "" },
        { Encoding.UTF8.GetBytes("\uFFFEcode,age\n1,55\n"), "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_without_patients_is_rejected_with_a_reason(byte[] file, string words)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await Batching.UploadAsync(doctor, file);
        if (response.StatusCode == HttpStatusCode.Redirect) // it was read as rows, all of them wrong
        {
            Assert.Empty(words);
            return;
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.Contains(words, page.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".empty")); // nothing of it is kept
    }

    [Fact]
    public async Task An_invalid_row_names_column_and_error_and_stops_no_other()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var rows = new (string Row, string Error)[]
        {
            ("P-7,55,female,162,82.5,150,95,2,1,0,0,1", ""),
            ("P-7,55,female,1.62,82.5,150,95,2,1,0,0,1", "heightCm: Height must be between 120 and 220"),
            ("P-7,55.5,x,162,82.5,150,95,9,1,0,0,1",
                "ageYears: Age is not a whole number; sex: Sex is neither female nor male; cholesterol: Cholesterol is not one of"),
            ("P-7,55,female,162,82.5,90,95,2,1,0,0,1", "diastolicMmHg: The diastolic pressure must be lower"),
            ("52998224725,55,female,162,82.5,150,95,2,1,0,0,1", "patientCode: The patient code contains a CPF or CNS"),
            ("P-7,55,female,162,82,5,150,95,2,1,0,0,1", "The row has more cells"),
            ("P-7,55", "sex: Select the sex"),
            ("=1+1,55,female,162,82.5,150,95,2,1,0,0,1", ""),
        };
        var path = await Batching.DoneAsync(doctor, Own + string.Join('\n', rows.Select(row => row.Row)));
        var lines = await Batching.ResultAsync(doctor, path);
        Assert.Equal(rows.Length + 1, lines.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.StartsWith($"{i + 2},", lines[i + 1], StringComparison.Ordinal);
            Assert.Contains(rows[i].Error, lines[i + 1].Replace("\"\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(rows[i].Error.Length == 0, lines[i + 1].Contains("at or above", StringComparison.Ordinal));
        }
        Assert.DoesNotContain("52998224725", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Contains("\"'=1+1\"", lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, (await doctor.PageAsync("/assessments?source=batch")).QuerySelectorAll("tbody tr").Length);
    }
}
