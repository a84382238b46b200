using System.Text;
using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

/// <summary>Page object of the batch pages; finds elements by their visible labels.</summary>
internal sealed class BatchPage(IPage page)
{
    public ILocator Alert => page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" });

    public ILocator Done => page.GetByRole(AriaRole.Heading, new() { Name = "Done: the result is ready" });

    public ILocator Result => page.GetByRole(AriaRole.Link, new() { Name = "Result as CSV" });

    public async Task UploadAsync(string text)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Files", Exact = true }).ClickAsync();
        var file = new FilePayload
        {
            Name = "pacientes de novembro.csv", MimeType = "text/csv", Buffer = Encoding.Latin1.GetBytes(text),
        };
        await page.GetByLabel("CSV file", new() { Exact = true }).SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and check" }).ClickAsync();
    }

    public Task StartAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

    /// <summary>Creates a CSV file as the Brazilian Excel writes it; every tenth row is invalid.</summary>
    public static string CreateExcelCsv(int rows) =>
        "Código;Idade;Sexo;Altura (cm);Peso (kg);Pressão sistólica;Pressão diastólica;"
        + "Colesterol;Glicose;Fumante;Álcool;Atividade física;Observação\r\n"
        + string.Concat(Enumerable.Range(1, rows).Select(Row));

    private static string Row(int i)
    {
        var sex = i % 2 == 0 ? "Feminino" : "Masculino";
        var height = i % 10 == 0 ? 16 : 165;
        return $"E2E-{i};{30 + i % 50};{sex};{height};{60 + i % 40},5;{110 + i % 60};80;Normal;Não medido;Não;Não;Sim;\r\n";
    }
}
