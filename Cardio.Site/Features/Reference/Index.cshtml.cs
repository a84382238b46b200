using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>The reference of the API, drawn from the very document that programs read.</summary>
internal sealed class ReferenceModel([FromKeyedServices(OpenApiRegistration.Document)] IOpenApiDocumentProvider documents) : PageModel
{
    /// <summary>What is asked where.</summary>
    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    /// <summary>The shapes of what is sent, by name.</summary>
    public IReadOnlyDictionary<string, IOpenApiSchema> Shapes { get; private set; } = new Dictionary<string, IOpenApiSchema>();

    /// <summary>Where the site is, as the one who asks sees it.</summary>
    public string Origin => $"{Request.Scheme}://{Request.Host}";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellationToken);
        Operations =
        [
            .. from path in document.Paths
               from asked in path.Value.Operations ?? []
               select new Operation(asked.Key.Method, path.Key, asked.Value),
        ];
        Shapes = document.Components?.Schemas?.ToDictionary(shape => shape.Key, shape => shape.Value) ?? [];
    }
}
