using Microsoft.AspNetCore.Http.Metadata;

namespace Cardio.Site.Web.Api;

/// <summary>Raises the body size limit of an endpoint above the one for forms.</summary>
/// <param name="bytes">Maximum body size in bytes.</param>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => bytes;
}
