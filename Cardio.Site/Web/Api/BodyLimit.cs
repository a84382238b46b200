using Microsoft.AspNetCore.Http.Metadata;

namespace Cardio.Site.Web.Api;

/// <summary>Lets an endpoint take larger bodies than forms need.</summary>
/// <param name="bytes">Most bytes.</param>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => bytes;
}
