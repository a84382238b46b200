using System.Security.Cryptography;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Reads another stream up to a number of bytes, and knows what it read by its hash; what is longer is refused.</summary>
internal sealed class LimitedStream(Stream inner, long maximumBytes) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    /// <summary>SHA-256 of what was read.</summary>
    public byte[] Sha256 => _hash.GetCurrentHash();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        _read += count;
        _hash.AppendData(buffer.Span[..count]);
        return _read <= maximumBytes ? count : throw BatchRefusedException.TooLarge();
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
