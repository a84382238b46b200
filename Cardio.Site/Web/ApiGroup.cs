using Microsoft.AspNetCore.Authorization;

namespace Cardio.Site.Web;

/// <summary>What programs ask of the site: one group, one way in, and answers that programs read.</summary>
internal static class ApiGroup
{
    /// <summary>What the addresses of programs begin with.</summary>
    public const string Root = "/api";

    /// <summary>Name of the scheme that reads a program's key, and of the policy that takes nothing else.</summary>
    public const string Scheme = "ApiKey";

    /// <summary>Type of the claim that names a scope of the key.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Type of the claim with the key's identifier.</summary>
    public const string KeyClaim = "key";

    /// <summary>Every scope that a key can have.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["assessments", "scores", "batches"];

    /// <summary>Adds the policy of the group. Its scheme replaces whoever the cookie signed in.</summary>
    public static void AddApi(this WebApplicationBuilder builder) => builder.Services.AddAuthorizationBuilder()
        .AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());

    /// <summary>The group below which features map what they offer; what nobody mapped is not found, for whoever has a key.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        var api = app.MapGroup($"{Root}/v1").RequireAuthorization(Scheme);
        api.Map("/{**path}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound)).ExcludeFromDescription();
        return api;
    }

    /// <summary>Asks for a scope besides the key.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().RequireClaim(ScopeClaim, scope).Build());
}
