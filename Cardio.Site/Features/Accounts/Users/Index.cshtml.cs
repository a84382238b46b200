using System.ComponentModel.DataAnnotations;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Lists the users. The filters are part of the address.</summary>
internal sealed class UsersModel(UserList list, TimeProvider time) : FeaturePage
{
    /// <summary>Role to filter by; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Role")]
    public string? Role { get; set; }

    /// <summary>State to filter by; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "State")]
    public UserState? State { get; set; }

    /// <summary>The users that match the filters.</summary>
    public IReadOnlyList<UserRow> Users { get; private set; } = [];

    /// <summary>Time of the request, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Invalid("_Users");
        Users =
        [
            .. (await list.ListAsync(cancellationToken)).Where(user =>
                (string.IsNullOrEmpty(Role) || user.Roles.Contains(Role)) && (State is null || user.State(Now) == State)),
        ];
        return PageOr("_Users");
    }
}
