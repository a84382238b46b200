using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Authorization;

namespace Cardio.Site.Web.Api;

/// <summary>The route group of the REST API: its address, authentication scheme, scopes and JSON format.</summary>
internal static class ApiGroup
{
    /// <summary>Path prefix of all versions of the API.</summary>
    public const string Root = "/api";

    /// <summary>Path prefix of version 1.</summary>
    public const string Base = $"{Root}/v1";

    /// <summary>Name of the authentication scheme for API keys, and of the policy that accepts only that scheme.</summary>
    public const string Scheme = "ApiKey";

    /// <summary>Claim type for a scope of the key.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Claim type for the identifier of the key.</summary>
    public const string KeyClaim = "key";

    /// <summary>All scopes that a key can have.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["assessments", "scores", "batches"];

    /// <summary>Whether the path is below <see cref="Root"/>, with or without an endpoint.</summary>
    public static bool Contains(HttpContext http) => http.Request.Path.StartsWithSegments(Root);

    /// <summary>
    /// Registers the policy of the group, whose scheme replaces the user of a session cookie, and the JSON format: numbers are never
    /// strings, enumerations are camel-case names.
    /// </summary>
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
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // the exception names the parameter
    }

    /// <summary>Maps the OpenAPI document, and returns the group in which features map their endpoints.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        return app.MapGroup(Base).RequireAuthorization(Scheme);
    }

    /// <summary>Requires a scope of the key, and that its account has the role doctor at the time of the request.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser()
            .RequireRole(Roles.Doctor).RequireClaim(ScopeClaim, scope).Build());
}
