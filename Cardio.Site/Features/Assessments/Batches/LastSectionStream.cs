using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>The file of a form, which has to be its last part: at the end of the file it looks for another part, and fails where one comes.</summary>
internal sealed class LastSectionStream(Stream file, MultipartReader reader) : Stream
{
    private bool _isChecked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (read > 0 || buffer.IsEmpty || _isChecked) return read;
        _isChecked = true;
        if (await reader.ReadNextSectionAsync(cancellationToken) is { } next)
            throw new BatchRefusedException(next.AsFileSection() is null ? "FieldAfterFile" : "SecondFile");
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
