using System.Text;
using Cardio.Model.Patients;

namespace Cardio.Site.Tests.Model;

public sealed class SeparatedRowsTests
{
    private static readonly string[] Pieces =
        ["#7", "Ana", "1.5", "82,5", "said \"help\"", "a;b", "a,b", "two\nlines", "", " x ", "12\"", "-", "é"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Well_formed_table_is_read_back_row_by_row(string lineEnd)
    {
        var random = new Random(29);
        foreach (var separator in ";,\t|")
        {
            var rows = Enumerable.Range(0, 300)
                .Select(_ => Enumerable.Range(0, 5).Select(_ => Piece(random, separator)).ToArray())
                .ToList();
            var text = new StringBuilder();
            foreach (var row in rows) text.AppendJoin(separator, row.Select(cell => Quote(cell, separator))).Append(lineEnd);
            var read = await ReadAsync(text.ToString(), separator);
            var expected = rows.Select((cells, i) => (Number: i + 2, Cells: cells))
                .Where(row => row.Cells.Any(cell => cell.Trim().Length > 0))
                .ToList();
            Assert.Equal(expected.Select(row => row.Number), read.Select(row => row.Number));
            Assert.Equal(expected.Select(row => string.Join('¦', row.Cells)), read.Select(row => string.Join('¦', row.Cells)));
        }
    }

    [Fact]
    public async Task Stray_quote_breaks_only_its_row()
    {
        var random = new Random(30);
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var lines = Enumerable.Range(0, 12).Select(i => $"A-{i};55;female;\"note {i}\";{random.Next(60, 90)}").ToList();
            var before = await ReadAsync(string.Join('\n', lines), ';');
            var damaged = random.Next(lines.Count);
            lines[damaged] = lines[damaged].Insert(random.Next(lines[damaged].Length + 1), "\"");
            var after = await ReadAsync(string.Join('\n', lines), ';');
            Assert.Equal(before.Select(row => row.Number), after.Select(row => row.Number));
            for (var i = 0; i < before.Count; i++)
            {
                if (i != damaged) Assert.Equal(before[i].Cells, after[i].Cells);
            }
        }
    }

    [Theory]
    [InlineData("\"5'4\"\"\"", "5'4\"")]
    [InlineData("cuff 12\"", "cuff 12\"")]
    [InlineData("\"a;b\"", "a;b")]
    [InlineData("\"two\nlines\"", "two\nlines")]
    public async Task Valid_quotes_are_read(string cell, string expected)
    {
        var rows = await ReadAsync($"1;{cell};3\n4;5;6", ';');
        Assert.Equal([expected, "5"], rows.Select(row => row.Cells[1]));
    }

    [Theory]
    [InlineData("\"5'4\"\"")]
    [InlineData("\"never closed")]
    [InlineData("\"a \\\"b\\\" c\"")]
    [InlineData("\"a\"b")]
    public async Task Invalid_quote_breaks_only_its_row(string cell)
    {
        var rows = await ReadAsync($"1;{cell};3\n4;5;6\n7;\"8\";9", ';');
        Assert.Equal([true, false, false], rows.Select(row => row.IsBroken));
        Assert.Equal([2, 3, 4], rows.Select(row => row.Number));
        Assert.Equal("8", rows[2].Cells[1]);
    }

    [Theory]
    [InlineData("sep=;\nage;sex\n1;2", ';', 2)]
    [InlineData("\n\nage,sex\n1,2", ',', 4)]
    [InlineData("Patients of May\n\nage\tsex\n1\t2", '\t', 4)]
    [InlineData("#;age;sex\n7;1;2", ';', 2)]
    public async Task Header_is_found_and_rows_keep_their_numbers(string text, char separator, int number)
    {
        var rows = new SeparatedRows(new StringReader(text));
        var header = await rows.ReadHeaderAsync(names => names.Count(name => name is "age" or "sex"), Cancellation);
        Assert.Equal((separator, true), (rows.Separator, header!.Cells.Contains("age")));
        Assert.Equal(number, (await rows.ReadAsync(Cancellation))!.Number);
    }

    [Theory]
    [InlineData("1=male,0=female", "0=female,1=male")]
    [InlineData(" 2 = MALE , 1 = female ", "1=female,2=male")]
    [InlineData("1=male", null)]
    [InlineData("1=male,1=female", null)]
    [InlineData("1=male,2=male", null)]
    [InlineData("one=male,2=female", null)]
    [InlineData("", null)]
    public void Sex_coding_must_name_each_sex_once(string text, string? expected) =>
        Assert.Equal(expected, SexCoding.Parse(text)?.ToString());

    private static async Task<List<TextRow>> ReadAsync(string text, char separator)
    {
        var rows = new SeparatedRows(new StringReader($"a{separator}b{separator}c{separator}d{separator}e\n{text}"));
        await rows.ReadHeaderAsync(names => names.Count, Cancellation);
        var read = new List<TextRow>();
        while (await rows.ReadAsync(Cancellation) is { } row) read.Add(row);
        return read;
    }

    /// <summary>A multi-line cell with separators looks like a stray quote, so none is generated.</summary>
    private static string Piece(Random random, char separator)
    {
        var piece = Pieces[random.Next(Pieces.Length)] + Pieces[random.Next(Pieces.Length)];
        return piece.Contains('\n') && piece.Contains(separator) ? "x" : piece;
    }

    private static string Quote(string cell, char separator) =>
        cell.AsSpan().IndexOfAny(separator, '"', '\n') < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
