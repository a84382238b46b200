using System.Security.Cryptography;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Hashes what is read from another stream, and rejects a stream that is too long.</summary>
internal sealed class LimitedStream(Stream inner, long maximumBytes) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    /// <summary>Computes the SHA-256 of the bytes read so far.</summary>
    public byte[] GetSha256() => _hash.GetCurrentHash();

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
