Console.WriteLine("No verb yet.");
