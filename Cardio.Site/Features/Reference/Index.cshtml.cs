using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>The API reference, rendered from the OpenAPI document.</summary>
internal sealed class ReferenceModel([FromKeyedServices(OpenApiRegistration.Document)] IOpenApiDocumentProvider documents) : PageModel
{
    /// <summary>The operations of all paths.</summary>
    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    /// <summary>The schemas by name.</summary>
    public IReadOnlyDictionary<string, IOpenApiSchema> Shapes { get; private set; } = new Dictionary<string, IOpenApiSchema>();

    /// <summary>Origin of the site, as in the request.</summary>
    public string Origin => $"{Request.Scheme}://{Request.Host}";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellationToken);
        Operations =
        [
            .. from path in document.Paths
               from operation in path.Value.Operations ?? []
               select new Operation(operation.Key.Method, path.Key, operation.Value),
        ];
        Shapes = document.Components?.Schemas?.ToDictionary(shape => shape.Key, shape => shape.Value) ?? [];
    }
}
