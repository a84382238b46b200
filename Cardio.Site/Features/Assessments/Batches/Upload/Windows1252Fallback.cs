using System.Text;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Decodes bytes that are not valid UTF-8 as Windows-1252, the encoding of Excel's CSV files. Handles both encodings in a single pass.
/// </summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    // The characters 0x80 to 0x9F; all others equal Unicode.
    private const string Upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>UTF-8 with Windows-1252 as the fallback.</summary>
    public static Encoding Encoding { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback,
        new Windows1252Fallback());

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Letters();

    private sealed class Letters : DecoderFallbackBuffer
    {
        private byte[] _bytes = [];
        private int _next;

        public override int Remaining => _bytes.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_bytes, _next) = ([.. bytesUnknown], 0);
            return _bytes.Length > 0;
        }

        public override char GetNextChar() => _next < _bytes.Length ? Letter(_bytes[_next++]) : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0) return false;
            _next--;
            return true;
        }

        public override void Reset() => (_bytes, _next) = ([], 0);

        private static char Letter(byte value) => value is >= 0x80 and <= 0x9F ? Upper[value - 0x80] : (char)value;
    }
}
