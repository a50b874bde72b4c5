"""Turn Indonesian government news releases into structured records."""

__version__ = "0.1.0"
