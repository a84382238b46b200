using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Cardio.Site.Web.Pages;

internal static class AddressConventions
{
    /// <summary>Requires a policy for every page whose route is below the prefix, in any feature folder.</summary>
    public static void AuthorizeAddress(this PageConventionCollection conventions, string prefix, string policy) =>
        conventions.AddFolderApplicationModelConvention("/", page =>
        {
            var template = page.ActionDescriptor.AttributeRouteInfo?.Template ?? "";
            if (template == prefix || template.StartsWith($"{prefix}/", StringComparison.OrdinalIgnoreCase))
                page.EndpointMetadata.Add(new AuthorizeAttribute(policy));
        });
}
