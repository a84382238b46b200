using System.Text.Json;
using Cardio.Model.Card;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.About;

internal static class ModelEndpoint
{
    /// <summary><c>GET model</c>: the card of the model that answers, with its hash as the entity's tag.</summary>
    public static IEndpointRouteBuilder MapModel(this IEndpointRouteBuilder api)
    {
        api.MapGet("/model", Answer).WithName("getModel").WithTags("model").WithSummary("The card of the model that answers")
            .WithDescription("What it was made from, how good it is and for whom; the entity's tag is the model's hash.")
            .Produces<ModelCard>();
        return api;
    }

    private static IResult Answer(ServedModel served, IOptions<JsonOptions> json) => served.Current is { } model
        ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(model.Card, json.Value.SerializerOptions), "application/json", entityTag: new EntityTagHeaderValue($"\"{model.Sha256}\""))
        : new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
}
