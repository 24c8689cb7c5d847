-- SPDX-License-Identifier: PostgreSQL
\echo Use "CREATE EXTENSION service_eval" to load this file. \quit

-- Everyone may look into the schema; what a function may be used for is decided by the tables it is given.
GRANT USAGE ON SCHEMA service_eval TO PUBLIC;
