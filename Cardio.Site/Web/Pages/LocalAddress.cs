using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Web.Pages;

internal static class LocalAddress
{
    /// <summary>An address of this site as a header may carry it, or <c>/</c> for one of another site. Other characters than ASCII are escaped.</summary>
    public static string Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address)
        ? string.Concat(address.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())))
        : "/";
}
