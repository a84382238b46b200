using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments;

/// <summary>The doctor's own history. A search is posted: a patient code never stands in an address.</summary>
internal sealed class IndexModel(AssessmentStore store) : FeaturePage
{
    /// <summary>Part of a patient code, or null.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Shows what is older than this row, or the newest where it is null.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    /// <summary>The rows to show.</summary>
    public HistoryPage History { get; private set; } = new([], null);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        History = await store.ListAsync(User.AccountId(), Code, ModelState.IsValid ? Before : null, cancellationToken);
        return PageOr("_Rows");
    }
}
