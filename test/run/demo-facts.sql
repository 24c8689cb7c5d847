-- What must be true of the demo database, whatever prints it; any doubt ends psql with an error.
\set ON_ERROR_STOP on
SET search_path = h_city, service_eval;

DO $$
DECLARE
	facts	text := (
		SELECT concat_ws(' ', count(*) FILTER (WHERE status = 'rated'), count(*) FILTER (WHERE band = 'top'),
			count(*) FILTER (WHERE band = 'bottom'), max(band) FILTER (WHERE village = 'HZ村'),
			max(band) FILTER (WHERE village = 'KY村'))
		FROM village_ranking WHERE period = 'term' AND profile = 'statutory');
	term	text := (
		SELECT concat_ws(' ', round(target), reported, round(missing)) FROM contract_fulfilment WHERE period = 'term');
	quarters text := (
		SELECT concat_ws(' ', round(sum(target)), sum(reported), round(sum(missing)))
		FROM contract_fulfilment WHERE period LIKE '____Q_');
	repeats	text := (
		SELECT concat_ws(' ', count(*) FILTER (WHERE decision = 'confirmed'), count(*) FILTER (WHERE decision = 'open'),
			count(*) FILTER (WHERE decision = 'rejected'))
		FROM duplicate_activity);
	praised	text := (SELECT string_agg(village, ' ' ORDER BY village) FROM award_contradiction WHERE period = 'term');
	hz		text := (
		SELECT concat_ws(' ', departures, post_vacant) FROM director_continuity
		WHERE period = 'term' AND village = 'HZ村');
	states	text := (
		SELECT concat_ws(' ', max(state) FILTER (WHERE village = 'HZ村'), max(state) FILTER (WHERE village = 'KY村'))
		FROM village_suspension WHERE period = 'term');
BEGIN
	IF facts IS DISTINCT FROM '100 20 20 bottom top' THEN
		RAISE EXCEPTION 'village_ranking: rated, top, bottom, HZ, KY are %', facts;
	END IF;
	IF term IS DISTINCT FROM '2000 1768 232' OR quarters IS DISTINCT FROM term THEN
		RAISE EXCEPTION 'contract_fulfilment: target, reported, missing are % for the term and % over the quarters',
			term, quarters;
	END IF;
	IF repeats IS DISTINCT FROM '85 9 4' THEN
		RAISE EXCEPTION 'duplicate_activity: confirmed, open, rejected are %', repeats;
	END IF;
	IF states IS DISTINCT FROM 'stopped active' THEN
		RAISE EXCEPTION 'village_suspension: HZ and KY are %', states;
	END IF;
	IF praised IS DISTINCT FROM 'JL村' THEN
		RAISE EXCEPTION 'award_contradiction: the villages are %', praised;
	END IF;
	IF hz IS DISTINCT FROM '3 t' THEN
		RAISE EXCEPTION 'director_continuity: departures and vacancy of HZ are %', hz;
	END IF;
	RAISE NOTICE 'facts of the demo: %, %, %, %, %, %', facts, term, repeats, states, praised, hz;
END
$$;
