using System.Text;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Reads bytes that are no UTF-8 as Windows-1252, in which Excel writes where the language has accents. So a file needs to be read once
/// only, whichever of the two it is.
/// </summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    // 0x80 to 0x9F; from there on it is as Unicode.
    private const string Upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>UTF-8 first, Windows-1252 for what is none.</summary>
    public static Encoding Encoding { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback());

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
