using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>The file of a form. At its end it throws if the form has another part, because the file must be the last one.</summary>
internal sealed class LastSectionStream(Stream file, MultipartReader reader) : ForwardStream
{
    private bool _isChecked;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (read > 0 || buffer.IsEmpty || _isChecked) return read;
        _isChecked = true;
        if (await reader.ReadNextSectionAsync(cancellationToken) is { } next)
            throw new BatchRefusedException(next.AsFileSection() is null ? RefusalReason.FieldAfterFile : RefusalReason.SecondFile);
        return 0;
    }
}
