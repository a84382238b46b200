using System.ComponentModel.DataAnnotations;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Who has an account. Its filters stand in the address.</summary>
internal sealed class UsersModel(UserList list, TimeProvider time) : FeaturePage
{
    /// <summary>Only those with this role, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Role")]
    public string? Role { get; set; }

    /// <summary>Only those in this state, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "State")]
    public UserState? State { get; set; }

    /// <summary>The accounts to show.</summary>
    public IReadOnlyList<UserRow> Users { get; private set; } = [];

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Invalid("_Users");
        Users =
        [
            .. (await list.AllAsync(cancellationToken)).Where(user =>
                (string.IsNullOrEmpty(Role) || user.Roles.Contains(Role)) && (State is null || user.State(Now) == State)),
        ];
        return PageOr("_Users");
    }
}
