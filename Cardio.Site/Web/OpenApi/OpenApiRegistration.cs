using Cardio.Site.Web.Api;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

internal static class OpenApiRegistration
{
    /// <summary>Name of the document: the API version that it describes.</summary>
    public const string Document = "v1";

    /// <summary>Path of the document.</summary>
    public const string Address = $"/openapi/{Document}.json";

    /// <summary>Registers the OpenAPI document, generated from the endpoints.</summary>
    public static void AddApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(Document, document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.ShouldInclude = endpoint =>
                endpoint.RelativePath?.StartsWith($"{ApiGroup.Base.TrimStart('/')}/", StringComparison.Ordinal) == true;
            document.AddDocumentTransformer<AboutDocument>();
            document.AddDocumentTransformer<InputsAreStrict>();
            document.AddSchemaTransformer<EnumsAreWords>();
            document.AddSchemaTransformer<InputsAreStrict>();
            document.AddOperationTransformer<AboutOperation>();
            document.AddOperationTransformer<ProblemResponses>();
        });
    }

    /// <summary>Maps the document without authentication.</summary>
    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi(Address).AllowAnonymous();
}
