using Cardio.Model;
using Cardio.Model.Training;

try
{
    return CommandLine.Root().Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is RefusalException or ModelIntegrityException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Refused: {e.Message}");
    return CommandLine.RefusedExitCode;
}
