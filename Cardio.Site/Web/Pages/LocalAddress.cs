using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Web.Pages;

internal static class LocalAddress
{
    /// <summary>Returns a local address, safe for a header: non-ASCII characters are escaped. Returns <c>/</c> for other sites.</summary>
    public static string Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address)
        ? string.Concat(address.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())))
        : "/";
}
