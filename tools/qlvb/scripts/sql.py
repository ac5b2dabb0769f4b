"""One statement for PostgreSQL, asked on stdin as JSON, answered as JSON."""

import json
import sys

import psycopg2

database, statement, values = json.load(sys.stdin)
try:
    connection = psycopg2.connect(dbname=database, connect_timeout=10)
    connection.autocommit = True  # CREATE DATABASE runs in no transaction
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        rows = cursor.fetchall() if cursor.description else []
except psycopg2.Error as error:
    sys.exit(str(error).strip())
json.dump(rows, sys.stdout, default=str)
