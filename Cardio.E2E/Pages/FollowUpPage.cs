using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

/// <summary>Page object of the decision and the confirmed diagnosis; finds elements by their visible labels.</summary>
internal sealed class FollowUpPage(IPage page)
{
    public ILocator Review => page.GetByRole(AriaRole.Region, new() { Name = "Your decision" });

    public ILocator Outcome => page.GetByRole(AriaRole.Region, new() { Name = "Confirmed diagnosis" });

    public async Task DecideAsync(string decision, string reason)
    {
        await Review.GetByLabel(decision, new() { Exact = true }).CheckAsync();
        await Review.GetByLabel("Reason").FillAsync(reason);
        await Review.GetByLabel("The patient was informed").CheckAsync();
        await Review.GetByRole(AriaRole.Button, new() { Name = "Store the decision" }).ClickAsync();
    }

    public async Task ConfirmAsync(string diagnosis, string method, string day)
    {
        await Outcome.GetByLabel(diagnosis, new() { Exact = true }).CheckAsync();
        await Outcome.GetByLabel("Method").FillAsync(method);
        await Outcome.GetByLabel("Date of the diagnosis").FillAsync(day);
        await Outcome.GetByRole(AriaRole.Button, new() { Name = "Store the diagnosis" }).ClickAsync();
    }
}
