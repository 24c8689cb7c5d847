SELECT sum(s), sum(s * unit) FROM (SELECT unit, copeland_score("values", weights) OVER () AS s FROM unit) c;
