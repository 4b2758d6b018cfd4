"""The application, for every WSGI server and for `flask --app wsgi`."""

import sys

from portal.app import create_app
from portal.settings import SettingError

try:
    app = create_app()
except SettingError as wrong:
    # One sentence that says what to set; a traceback would hide it.
    sys.exit(str(wrong))
