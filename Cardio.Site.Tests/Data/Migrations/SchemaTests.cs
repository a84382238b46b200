using System.Globalization;
using System.Text.RegularExpressions;
using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Data.Migrations;

/// <summary>The schemas of both engines agree with each other, and with the ranges in the code.</summary>
public sealed partial class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables_and_columns()
    {
        await using var sqlite = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        await using var postgres = await TestDatabase.MigratedAsync(DatabaseEngine.Postgres);
        const string sqliteColumns =
            """
            select m.name || '.' || c.name || case c."notnull" when 1 then ' not null' else '' end
            from sqlite_master m join pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'schema_version'
            """;
        const string postgresColumns =
            """
            select table_name || '.' || column_name || case is_nullable when 'NO' then ' not null' else '' end
            from information_schema.columns where table_schema = 'public' and table_name <> 'schema_version'
            """;
        var expected = await ColumnsAsync(sqlite, sqliteColumns);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await ColumnsAsync(postgres, postgresColumns));
    }

    [Theory]
    [InlineData("age_years", ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum)]
    [InlineData("height_cm", ClinicalRange.HeightCmMinimum, ClinicalRange.HeightCmMaximum)]
    [InlineData("weight_kg", ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum)]
    [InlineData("systolic_mmhg", ClinicalRange.SystolicMmHgMinimum, ClinicalRange.SystolicMmHgMaximum)]
    [InlineData("diastolic_mmhg", ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum)]
    public void The_tables_have_the_ranges_of_the_form(string column, int minimum, int maximum) =>
        Assert.All(Repository.Files("Cardio.Site/Data/Migrations", "0001_*.sql"), script =>
        {
            var bounds = Between().Matches(File.ReadAllText(Repository.Path(script)))
                .Single(match => match.Groups["column"].Value == column);
            Assert.Equal(minimum, int.Parse(bounds.Groups["low"].Value, CultureInfo.InvariantCulture));
            Assert.Equal(maximum, int.Parse(bounds.Groups["high"].Value, CultureInfo.InvariantCulture));
        });

    private static async Task<IEnumerable<string>> ColumnsAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.QueryAsync<string>(sql)).Order(StringComparer.Ordinal).ToList();
    }

    [GeneratedRegex(@"check \((?<column>\w+) between (?<low>\d+) and (?<high>\d+)")]
    private static partial Regex Between();
}
