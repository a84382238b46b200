using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Views;

/// <summary>Shows the saved views of the manager.</summary>
internal sealed class ViewsModel(ViewStore store, IStringLocalizer<DashboardText> words) : FeaturePage
{
    /// <summary>Name of the view to save.</summary>
    [BindProperty]
    public string? Name { get; set => field = TypedText.Line(value); }

    /// <summary>Address to save, or null to list only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    /// <summary>The saved views.</summary>
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    /// <summary>Whether a view was just saved.</summary>
    public bool IsSaved { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!SavedView.IsAddress(Address)) Address = null;
        Views = await store.AllAsync(User.AccountId(), cancellationToken);
        return PageOr("_Views");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Name is null) ModelState.AddModelError(nameof(Name), words["ViewNameMissing"]);
        else if (Name.Length > SavedView.NameLength) ModelState.AddModelError(nameof(Name), words["ViewNameTooLong", SavedView.NameLength]);
        if (!SavedView.IsAddress(Address)) ModelState.AddModelError(nameof(Address), words["ViewAddressNotValid"]);
        if (ModelState.IsValid && !await store.SaveAsync(User.AccountId(), Name!, Address!, cancellationToken))
            ModelState.AddModelError(nameof(Name), words["ViewsFull", SavedView.Most]);
        Views = await store.AllAsync(User.AccountId(), cancellationToken);
        if (!ModelState.IsValid) return Invalid("_Views");
        IsSaved = true;
        Address = null;
        return WantsFragment ? Partial("_Views", this) : RedirectToPage();
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // ignores the fields of the other form
        await store.DeleteAsync(User.AccountId(), id, cancellationToken);
        Views = await store.AllAsync(User.AccountId(), cancellationToken);
        return WantsFragment ? Partial("_Views", this) : RedirectToPage();
    }
}
