using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Cardio.Site.Web.Pages;

internal static class AddressConventions
{
    /// <summary>Asks for a policy on every page below an address, whichever feature it belongs to.</summary>
    public static void AuthorizeAddress(this PageConventionCollection conventions, string prefix, string policy) =>
        conventions.AddFolderApplicationModelConvention("/", page =>
        {
            var template = page.ActionDescriptor.AttributeRouteInfo?.Template ?? "";
            if (template == prefix || template.StartsWith($"{prefix}/", StringComparison.OrdinalIgnoreCase))
                page.EndpointMetadata.Add(new AuthorizeAttribute(policy));
        });
}
