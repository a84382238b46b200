using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

/// <summary>Page object of the assessment form and its result; finds elements by their visible labels.</summary>
internal sealed class AssessmentFormPage(IPage page)
{
    public ILocator Result => page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Estimate: ") });

    public ILocator Probability => page.Locator("data#probability");

    public ILocator ErrorSummary => page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" });

    public Task OpenAsync() => page.GotoAsync("/assessments/new");

    public async Task FillAsync(string code, string systolic = "150", string weight = "82,5")
    {
        await page.GetByLabel("Patient code (optional)").FillAsync(code);
        await FillMeasurementAsync("Age", "55");
        await ChooseAsync("Sex", "Female");
        await FillMeasurementAsync("Height", "162");
        await FillMeasurementAsync("Weight", weight);
        await FillMeasurementAsync("Systolic pressure", systolic);
        await FillMeasurementAsync("Diastolic pressure", "95");
        await ChooseAsync("Cholesterol", "Above normal");
        await ChooseAsync("Glucose", "Not measured");
        await ChooseAsync("Smokes", "No");
        await ChooseAsync("Drinks alcohol", "No");
        await ChooseAsync("Physically active", "Yes");
    }

    public Task FillMeasurementAsync(string label, string value) =>
        page.Locator("#assessment-form").GetByLabel($"{label}, in").FillAsync(value);

    public Task ChooseAsync(string group, string choice) =>
        page.Locator("#assessment-form")
            .GetByRole(AriaRole.Group, new() { Name = group })
            .GetByLabel(choice, new() { Exact = true })
            .CheckAsync();

    public Task SubmitAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Assess" }).ClickAsync();
}
