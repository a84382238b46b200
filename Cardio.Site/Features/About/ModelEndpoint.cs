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
    /// <summary>Maps <c>GET model</c>: the card of the model in use, with the model's hash as ETag.</summary>
    public static IEndpointRouteBuilder MapModel(this IEndpointRouteBuilder api)
    {
        api.MapGet("/model", Answer).WithName("getModel").WithTags("model").WithSummary("Returns the card of the model in use")
            .WithDescription("Training data, performance and limits of the model. The ETag is the hash of the model.")
            .Produces<ModelCard>();
        return api;
    }

    private static IResult Answer(ServedModel served, IOptions<JsonOptions> json)
    {
        if (served.Current is not { } model) return new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
        var card = JsonSerializer.SerializeToUtf8Bytes(model.Card, json.Value.SerializerOptions);
        return Results.Bytes(card, "application/json", entityTag: new EntityTagHeaderValue($"\"{model.Sha256}\""));
    }
}
