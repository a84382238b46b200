using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>The keys of programs: made, shown once, revoked.</summary>
internal sealed class ApiKeysModel(KeyStore store, TimeProvider time, IStringLocalizer<ApiKeysText> words) : FeaturePage
{
    /// <summary>The key that is to be made.</summary>
    [BindProperty]
    public KeyInput Input { get; set; } = new();

    /// <summary>Every key, the newest first.</summary>
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>Who can own one.</summary>
    public IReadOnlyList<Owner> Owners { get; private set; } = [];

    /// <summary>A key that was just made, or null.</summary>
    public string? Made { get; private set; }

    /// <summary>Name of a key that was just revoked, or null.</summary>
    public string? Revoked { get; private set; }

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var owner = Owners.FirstOrDefault(one => one.Id == Input.Owner);
        if (Input.Scopes.Length > 0 && owner is { IsDoctor: false }) ModelState.AddModelError("Input.Scopes", words["ScopesNeedDoctor", owner.DisplayName]);
        if (ModelState.IsValid && !await CreateAsync(cancellationToken)) ModelState.AddModelError("Input.Owner", words["ChooseOwner"]);
        Keys = await store.AllAsync(cancellationToken);
        if (!ModelState.IsValid) return Invalid("_Keys");
        ModelState.Clear();
        Input = new();
        return PageOr("_Keys");
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? key, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // the other form's fields are not asked for here
        var isDone = await store.RevokeAsync(key ?? "", Actors.Account(User.AccountId()), cancellationToken);
        await ReadAsync(cancellationToken);
        if (Keys.FirstOrDefault(one => one.Id == key) is not { } found) return NotFound();
        Revoked = found.Name;
        return isDone && !WantsFragment ? RedirectToPage() : PageOr("_Keys");
    }

    private async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        var key = new NewKey(Input.Owner!.Value, Input.Name!, Input.Scopes, Input.Days!.Value);
        Made = (await store.CreateAsync(key, Actors.Account(User.AccountId()), cancellationToken))?.ToString();
        return Made is not null;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Keys = await store.AllAsync(cancellationToken);
        Owners = await store.OwnersAsync(cancellationToken);
    }
}
