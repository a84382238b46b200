using System.Text.Json;
using Cardio.Model;
using Cardio.Site.Data;
using Cardio.Site.Web;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.About;

internal static class ModelEndpoint
{
    /// <summary><c>GET model</c>: the card of the model that answers, with its hash as the entity's tag.</summary>
    public static void MapModel(this IEndpointRouteBuilder api) => api.MapGet("/model", (ServedModel served) =>
        served.Current is { } model
            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(model.Card, Json), "application/json", entityTag: new EntityTagHeaderValue($"\"{model.Sha256}\""))
            : Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable))
        .WithSummary("The card of the model that answers")
        .WithDescription("What it was made from, how good it is and for whom; the entity's tag is the model's hash.")
        .Produces<ModelCard>();

    private static readonly JsonSerializerOptions Json = Options();

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
