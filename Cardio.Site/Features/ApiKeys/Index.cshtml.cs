using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>Creates, lists and revokes API keys. A new key is shown once.</summary>
internal sealed class ApiKeysModel(KeyStore store, TimeProvider time, IStringLocalizer<ApiKeysText> words) : FeaturePage
{
    /// <summary>The form for a new key.</summary>
    [BindProperty]
    public KeyInput Input { get; set; } = new();

    /// <summary>All keys, the newest first.</summary>
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>Accounts that can own a key.</summary>
    public IReadOnlyList<Owner> Owners { get; private set; } = [];

    /// <summary>The key that this request created, or null.</summary>
    public string? Created { get; private set; }

    /// <summary>Name of the key that this request revoked, or null.</summary>
    public string? Revoked { get; private set; }

    /// <summary>Time of the request, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var owner = Owners.FirstOrDefault(account => account.Id == Input.Owner);
        if (Input.Scopes.Length > 0 && owner is { IsDoctor: false })
            ModelState.AddModelError(KeyInput.ScopesField, words["ScopesNeedDoctor", owner.DisplayName]);
        if (ModelState.IsValid && !await CreateAsync(cancellationToken))
            ModelState.AddModelError(KeyInput.OwnerField, words["ChooseOwner"]);
        Keys = await store.AllAsync(cancellationToken);
        if (!ModelState.IsValid) return Invalid("_Keys");
        ModelState.Clear();
        Input = new();
        return PageOr("_Keys");
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? key, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // the fields of the other form are not sent here
        var isDone = await store.RevokeAsync(key ?? "", Actors.Account(User.AccountId()), cancellationToken);
        await ReadAsync(cancellationToken);
        if (Keys.FirstOrDefault(stored => stored.Id == key) is not { } found) return NotFound();
        Revoked = found.Name;
        return isDone && !WantsFragment ? RedirectToPage() : PageOr("_Keys");
    }

    private async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        var key = new NewKey(Input.Owner!.Value, Input.Name!, Input.Scopes, Input.Days!.Value);
        Created = (await store.CreateAsync(key, Actors.Account(User.AccountId()), cancellationToken))?.ToString();
        return Created is not null;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Keys = await store.AllAsync(cancellationToken);
        Owners = await store.OwnersAsync(cancellationToken);
    }
}
