using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>The what-if of one assessment. Values are posted, so that they never appear in URLs or logs; nothing is stored.</summary>
internal sealed class WhatIfModel(AssessmentStore store, ServedModel served) : FeaturePage
{
    /// <summary>The changed values.</summary>
    [BindProperty(Name = nameof(Try))]
    public WhatIfInput Try { get; set; } = new();

    /// <summary>The estimates to show.</summary>
    public WhatIfResult WhatIf { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, WhatIfInput.FromAssessment, cancellationToken);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, _ => Try, cancellationToken);

    private async Task<IActionResult> AnswerAsync(Guid id, Func<Assessment, WhatIfInput> input, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } assessment) return NotFound();
        if (served.Current is not { } model) return StatusCode(StatusCodes.Status503ServiceUnavailable);

        // A GET starts from the stored values; values that were not posted are no errors.
        if (HttpMethods.IsGet(Request.Method)) ModelState.Clear();
        Try = input(assessment);
        WhatIf = WhatIfResult.FromInput(assessment, Try, model, ModelState.IsValid);
        return ModelState.IsValid ? PageOr("WhatIf/_WhatIfAnswer", WhatIf) : Invalid("WhatIf/_WhatIfAnswer", WhatIf);
    }
}
