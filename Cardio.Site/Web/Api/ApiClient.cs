namespace Cardio.Site.Web.Api;

/// <summary>Marks an endpoint for API clients: it requires https, and its errors are problem details instead of a page.</summary>
internal sealed class ApiClient
{
    /// <summary>Whether an API client sent the request: every request below the API's root, and those to marked endpoints.</summary>
    public static bool IsCalling(HttpContext http) =>
        ApiGroup.Contains(http) || http.GetEndpoint()?.Metadata.GetMetadata<ApiClient>() is not null;
}
