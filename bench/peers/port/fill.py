"""
Puts tickets into a database.

Usage: fill.py DATABASE FILE

FILE is a JSON array of tickets as the article has them.
"""

import json
import sys
from pathlib import Path

from tickets import Tickets

database, file = map(Path, sys.argv[1:])
Tickets(database).add_all(json.loads(file.read_text(encoding="utf-8")))
