namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Why a file is rejected. The name is part of the resource key of the message, <c>Refused.{Name}</c>.</summary>
internal enum RefusalReason
{
    NoFile,
    FieldTwice,
    FieldAfterFile,
    SecondFile,
    TooLarge,
    CutOff,
    Empty,
    NoText,
    NoRows,
    TooManyRows,
    TooManyColumns,
    NoKnownColumn,
    ColumnTwice,
    ColumnMissing,
    AgeMixed,
    SexAsked,
}
