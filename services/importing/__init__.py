"""Reading a county's CSV files into the roster: everything or nothing, and every problem at once."""

from services.importing.problems import ImportProblem, ImportRefused
from services.importing.reading import not_read
from services.importing.run import ImportSummary, import_folder

__all__ = ["ImportProblem", "ImportRefused", "ImportSummary", "import_folder", "not_read"]
