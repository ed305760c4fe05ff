"""The parts of the demonstration data generator, from the catalogue to the files."""
