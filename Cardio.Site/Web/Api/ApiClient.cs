namespace Cardio.Site.Web.Api;

/// <summary>Marks an endpoint that programs ask, not people: it is refused without https, and refusals are problem details, not a page.</summary>
internal sealed class ApiClient
{
    /// <summary>Whether a program asks; below the API's root that holds without an endpoint too.</summary>
    public static bool Ask(HttpContext http) =>
        ApiGroup.IsAsked(http) || http.GetEndpoint()?.Metadata.GetMetadata<ApiClient>() is not null;
}
