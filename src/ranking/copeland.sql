-- SPDX-License-Identifier: PostgreSQL
-- Outranking: many criteria compared pair by pair, without adding them up.

CREATE FUNCTION copeland_score("values" float8[], weights float8[]) RETURNS int
AS 'MODULE_PATHNAME', 'copeland_score' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION copeland_score(float8[], float8[]) IS
	'Copeland score: how many rows of the partition this one outranks, being better on more of the weight, less '
	'how many outrank it; higher values are better | 科普兰得分：按权重胜过的行数减去被胜过的行数；值越高越好';
