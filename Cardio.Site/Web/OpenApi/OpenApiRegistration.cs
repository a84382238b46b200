using Cardio.Site.Web.Api;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

internal static class OpenApiRegistration
{
    /// <summary>Name of the document, the version of the addresses it tells of.</summary>
    public const string Document = "v1";

    /// <summary>Where the document stands.</summary>
    public const string Address = $"/openapi/{Document}.json";

    /// <summary>Adds the document of what programs ask; it is drawn from the endpoints, so each new one stands in it by itself.</summary>
    public static void AddApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(Document, document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith($"{ApiGroup.Root.TrimStart('/')}/{Document}/", StringComparison.Ordinal) == true;
            document.AddDocumentTransformer<AboutDocument>();
            document.AddDocumentTransformer<InputsAreStrict>();
            document.AddSchemaTransformer<EnumsAreWords>();
            document.AddSchemaTransformer<InputsAreStrict>();
            document.AddOperationTransformer<AboutOperation>();
            document.AddOperationTransformer<ProblemResponses>();
        });
    }

    /// <summary>Serves it to everybody.</summary>
    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi(Address).AllowAnonymous();
}
