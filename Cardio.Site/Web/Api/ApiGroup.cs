using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Authorization;

namespace Cardio.Site.Web.Api;

/// <summary>What programs ask of the site: one group, one way in, and answers that programs read.</summary>
internal static class ApiGroup
{
    /// <summary>What the addresses of programs begin with.</summary>
    public const string Root = "/api";

    /// <summary>The group's own address.</summary>
    public const string Base = $"{Root}/v1";

    /// <summary>Name of the scheme that reads a program's key, and of the policy that takes nothing else.</summary>
    public const string Scheme = "ApiKey";

    /// <summary>Type of the claim that names a scope of the key.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Type of the claim with the key's identifier.</summary>
    public const string KeyClaim = "key";

    /// <summary>Every scope that a key can have.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["assessments", "scores", "batches"];

    /// <summary>Whether a request goes to an address below the root, whatever stands there.</summary>
    public static bool IsAsked(HttpContext http) => http.Request.Path.StartsWithSegments(Root);

    /// <summary>Adds the policy of the group, whose scheme replaces whoever the cookie signed in, and how answers are written: numbers are numbers, choices are words.</summary>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.AddApiDocument();
        builder.Services.AddSingleton<QueryParameters>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // to tell which parameter it was
    }

    /// <summary>The group below which features map what they offer, and the document that tells of it.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        return app.MapGroup(Base).RequireAuthorization(Scheme);
    }

    /// <summary>Requires a scope of the key, and that its account is a doctor's at the moment of the request.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser()
            .RequireRole(Roles.Doctor).RequireClaim(ScopeClaim, scope).Build());
}
