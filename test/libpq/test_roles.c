/*
 * test_roles.c - what each role of a workspace may see and do, and what it tries in vain, directly and sideways
 *
 * Everybody logs in.  A refused attempt ends with the SQLSTATE that is expected, or with no row, or with 0.
 * Prints two tables, role x attempt.  Needs an empty database.
 */
#define TAP_LIBPQ
#include "tap.h"

#include <string.h>

/* Logins, one for each role; the account of each is made in make_logins(). */
static const char *const logins[] = {"admin", "analyst", "finance", "provider", "evaluator", "village", "case_worker",
	"auditor", "dashboard", "job", "own_evaluator", "nobody", "double",
NULL};

typedef struct Attempt
{
	const char *login;
	const char *name;			/* how it is tried, in words */
	const char *sql;
	const char *expected;		/* SQLSTATE, or 0: no row, or the value 0 */
} Attempt;

#define DENIED "42501"
#define NOTHING "0"
#define LEAK "SET client_min_messages = error; CREATE TEMPORARY TABLE leaked (x text); CREATE FUNCTION pg_temp.leak(x" \
	" text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS 'BEGIN INSERT INTO leaked VALUES (x); RETURN true; END';"

static const Attempt attempts[] = {
	/* persons of other townships */
	{"case_worker", "roster of the other township",
	"SELECT count(*) FROM town.roster WHERE beneficiary_id LIKE 's%'", NOTHING},
	{"case_worker", "persons of the other township",
	"SELECT count(*) FROM town.beneficiary WHERE beneficiary_id LIKE 's%'", NOTHING},
	{"case_worker", "attendance of the other township",
	"SELECT count(*) FROM town.attendance WHERE beneficiary_id LIKE 's%'", NOTHING},
	{"case_worker", "posts of the other township", "SELECT count(*) FROM town.post WHERE site_id > 2", NOTHING},
	{"case_worker", "a plan for a person of the other township",
	"UPDATE town.beneficiary SET plan_on = '2024-01-02' WHERE beneficiary_id = 's1'", NOTHING},
	{"case_worker", "through a join with her own row",
	"SELECT count(*) FROM town.roster a JOIN town.roster b USING (project_id) WHERE b.site_id = 3", NOTHING},
	{"case_worker", "through COPY", "COPY (SELECT * FROM town.roster WHERE site_id = 3) TO STDOUT", NOTHING},
	{"case_worker", "through COPY of the whole table, filtered afterwards",
	"COPY town.roster TO STDOUT", "4 rows"},
	{"case_worker", "through a cursor", "BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT * FROM town.roster WHERE"
	" site_id = 3; COMMIT; FETCH ALL FROM c", NOTHING},
	{"case_worker", "through a function of her own in WHERE", LEAK "SELECT FROM town.roster WHERE"
		" pg_temp.leak(beneficiary_id); SELECT count(*) FROM leaked WHERE x LIKE 's%'", NOTHING},
	{"case_worker", "through an operator of her own", LEAK "CREATE FUNCTION pg_temp.peek(a text, b text) RETURNS"
		" boolean LANGUAGE sql COST 0.0000001 AS 'SELECT pg_temp.leak(a)'; CREATE OPERATOR pg_temp.=== (LEFTARG ="
		" text, RIGHTARG = text, FUNCTION = pg_temp.peek); SELECT FROM town.roster WHERE beneficiary_id"
		" OPERATOR(pg_temp.===) 'x'; SELECT count(*) FROM leaked WHERE x LIKE 's%'", NOTHING},
	{"case_worker", "through an error of a cast",
	"SELECT beneficiary_id::integer FROM town.roster WHERE site_id = 3", NOTHING},
	{"case_worker", "through a division by zero", "SELECT 1 / (site_id - 3) FROM town.roster", "4 rows"},
	{"case_worker", "through the statistics of the planner",
	"SELECT count(*) FROM pg_stats WHERE schemaname = 'town' AND tablename IN ('roster', 'beneficiary')", NOTHING},
	{"case_worker", "through the statistics' own table", "SELECT count(*) FROM pg_statistic", DENIED},
	{"case_worker", "through a step of the refresh", "SELECT count(*) FROM town.measure_levels(1, '{1}')", DENIED},
	{"case_worker", "through a view of her own", "CREATE TEMPORARY VIEW mine AS SELECT * FROM town.roster; SELECT"
	" count(*) FROM mine WHERE site_id = 3", NOTHING},
	{"case_worker", "with row security switched off", "SET row_security = off; SELECT count(*) FROM town.roster",
	DENIED},
	{"case_worker", "as the owner", "SET ROLE regress_roles_town", DENIED},
	{"case_worker", "as another login", "SET SESSION AUTHORIZATION regress_roles_admin", DENIED},
	{"case_worker", "another township in the account", "UPDATE town.account SET township = 'South'", DENIED},
	{"case_worker", "accounts of others",
	"SELECT count(*) FROM town.account WHERE login <> session_user", NOTHING},
	{"case_worker", "a person removed", "DELETE FROM town.beneficiary WHERE beneficiary_id = 'n4'", DENIED},
	{"case_worker", "a policy of her own",
	"CREATE POLICY mine ON town.roster USING (true)", DENIED},
	{"case_worker", "row security disabled", "ALTER TABLE town.roster DISABLE ROW LEVEL SECURITY", DENIED},
	{"nobody", "the role without an account", "SELECT count(*) FROM town.roster", NOTHING},
	{"double", "prepared as one role, executed as another", "SET ROLE :case_worker; PREPARE p AS SELECT count(*) FROM"
	" town.roster; EXECUTE p; SET ROLE :dashboard; EXECUTE p", DENIED},
	{"double", "the account of another role", "SET ROLE :provider; SELECT count(*) FROM town.roster", NOTHING},
	/* the provider */
	{"provider", "answers", "SELECT count(*) FROM town.response", DENIED},
	{"provider", "answers, through a view", "SELECT count(*) FROM town.counted_response", DENIED},
	{"provider", "answers, through a function", "SELECT count(*) FROM town.measure_satisfaction(1, '{1}')", "42883"},
	{"provider", "answers, through the statistics",
	"SELECT count(*) FROM pg_stats WHERE schemaname = 'town' AND tablename = 'response'", NOTHING},
	{"provider", "visits to come", "SELECT count(*) FROM town.visit_plan", DENIED},
	{"provider", "visits to come, through the answer", "SELECT count(*) FROM town.verification_plan", DENIED},
	{"provider", "visits to come, drawn by itself", "INSERT INTO town.visit_plan"
	" (project_id, from_on, until_on, site_id, stratum) VALUES (1, '2024-01-01', '2024-01-01', 1, 'green')", DENIED},
	{"provider", "who visits", "SELECT count(*) FROM town.visit", DENIED},
	{"provider", "activities of another provider", "SELECT count(*) FROM town.activity WHERE site_id > 2", NOTHING},
	{"provider", "scores of another provider's sites",
	"SELECT count(*) FROM town.village_scorecard WHERE site_id > 2", NOTHING},
	{"provider", "scores of another provider's sites, beneath the answer",
	"SELECT count(*) FROM town.site_points WHERE site_id > 2", NOTHING},
	{"provider", "findings of another provider's contract",
	"SELECT count(*) FROM town.finding WHERE site_id = 3 OR contract_id = 2", NOTHING},
	{"provider", "persons of another provider's sites",
	"SELECT count(*) FROM town.beneficiary WHERE beneficiary_id LIKE 's%'", NOTHING},
	{"provider", "a report in another's name", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by) VALUES (1, 1, 1, 'a', '2024-06-01', 3)", DENIED},
	{"provider", "a report for another's site", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by) VALUES (1, 3, 2, 'a', '2024-06-01', 2)", DENIED},
	{"provider", "a report changed after it was checked",
	"UPDATE town.activity SET quantity = 9 WHERE activity_id = 1", DENIED},
	{"provider", "a report removed", "DELETE FROM town.activity WHERE activity_id = 1", DENIED},
	{"provider", "a mark for itself as a third party", "INSERT INTO town.assessment (project_id, site_id,"
	" assessed_on, evaluator_id, kind, criterion, score) VALUES (1, 1, '2024-06-01', 2, 'third_party', 'SAFE', 100)",
	DENIED},
	{"provider", "a mark in the evaluator's name", "INSERT INTO town.assessment (project_id, site_id, assessed_on,"
	" evaluator_id, kind, criterion, score) VALUES (1, 1, '2024-06-01', 4, 'third_party', 'SAFE', 100)", DENIED},
	{"provider", "a visit to itself", "INSERT INTO town.visit (project_id, site_id, activity_id, verifier_id,"
	" visited_on, outcome) VALUES (1, 1, 1, 2, '2024-06-01', 'confirmed')", DENIED},
	{"provider", "an answer made up", "INSERT INTO town.response (project_id, site_id, answered_on, respondent,"
	" need_level, rating, collector_id) VALUES (1, 1, '2024-06-01', 'beneficiary', 'general', 5, 4)", DENIED},
	{"provider", "whether a pseudonym of another site exists", "INSERT INTO town.attendance (project_id, activity_id,"
	" beneficiary_id) VALUES (1, 1, 's2')", DENIED},
	{"provider", "the same, of none that exists", "INSERT INTO town.attendance (project_id, activity_id,"
	" beneficiary_id) VALUES (1, 1, 'x2')", DENIED},
	{"provider", "rows by COPY", "COPY town.activity (project_id, site_id, held_on) FROM STDIN",
	"0A000"},
	{"provider", "a number of an activity that others will get", "INSERT INTO town.activity (project_id, activity_id,"
	" site_id, contract_id, item, held_on, reported_by) OVERRIDING SYSTEM VALUE VALUES (1, 9223372036854775807, 1, 1,"
	" 'a', '2024-06-01', 2)", DENIED},
	{"provider", "a number of a photo of its own", "INSERT INTO town.photo (project_id, photo_id, activity_id, phash)"
	" OVERRIDING SYSTEM VALUE VALUES (1, -1, 1, 9)", DENIED},
	{"provider", "a number of a mark of its own", "INSERT INTO town.assessment (project_id, assessment_id, site_id,"
	" assessed_on, evaluator_id, kind, criterion, score) OVERRIDING SYSTEM VALUE VALUES (1, -1, 1, '2024-06-02', 2,"
	" 'self', 'SAFE', 100)", DENIED},
	{"provider", "an earlier moment of a report", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by, reported_at) VALUES (1, 1, 1, 'a', '2024-06-01', 2, '2024-01-01')", DENIED},
	{"provider", "that somebody saw its register", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by, registered) VALUES (1, 1, 1, 'a', '2024-06-01', 2, true)", DENIED},
	{"provider", "that somebody saw its form", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by, form_filed) VALUES (1, 1, 1, 'a', '2024-06-01', 2, true)", DENIED},
	{"provider", "that somebody saw its feedback", "INSERT INTO town.activity (project_id, site_id, contract_id, item,"
	" held_on, reported_by, feedback_filed) VALUES (1, 1, 1, 'a', '2024-06-01', 2, true)", DENIED},
	{"provider", "another day of its reply", "UPDATE town.rectification SET reply = 'done', replied_on = '2024-06-01'"
	" WHERE code = 'SAFE'", DENIED},
	{"provider", "another reply than the one that was verified",
	"UPDATE town.rectification SET reply = 'more' WHERE code = 'FILE'", "55000"},
	{"provider", "other evidence than was verified",
	"UPDATE town.rectification SET evidence = 'file 2' WHERE code = 'FILE'", "55000"},
	{"provider", "a demand verified by itself",
	"UPDATE town.rectification SET verified_on = '2024-06-01', verified_by = 'me'", DENIED},
	{"provider", "a demand to another answered", "UPDATE town.rectification SET reply = 'done' WHERE site_id = 3",
	NOTHING},
	{"provider", "an appeal decided by itself", "INSERT INTO town.appeal (project_id, site_id, run_id, ground,"
	" decision) VALUES (1, 1, 1, 'x', 'accepted')", DENIED},
	{"provider", "payments", "SELECT count(*) FROM town.payment", DENIED},
	{"provider", "a trigger on a table of the workspace", "CREATE FUNCTION pg_temp.t() RETURNS trigger LANGUAGE"
	" plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER t BEFORE DELETE ON town.activity FOR EACH ROW EXECUTE"
	" FUNCTION pg_temp.t()", DENIED},
	{"provider", "an indicator of its own, for the job to run",
	"CREATE VIEW town.indicator_x AS SELECT 1", DENIED},
	{"provider", "the turn of the refresh", "SELECT FROM town.project_claim FOR UPDATE", DENIED},
	{"provider", "an act that did not happen in the log",
	"INSERT INTO town.audit_log (project_id, act, subject) VALUES (1, 'site closed', 'site 3')", DENIED},
	{"provider", "a refresh", "SELECT town.refresh_project(1)", DENIED},
	/* the evaluator */
	{"evaluator", "a visit in another's name", "INSERT INTO town.visit (project_id, site_id, activity_id, verifier_id,"
	" visited_on, outcome) VALUES (1, 1, 1, 1, '2024-06-01', 'confirmed')", DENIED},
	{"evaluator", "a visit to its own report", "INSERT INTO town.visit (project_id, site_id, activity_id, verifier_id,"
	" visited_on, outcome) VALUES (1, 2, 5, 4, '2024-06-01', 'confirmed')", DENIED},
	{"evaluator", "a mark where it reported", "INSERT INTO town.assessment (project_id, site_id, assessed_on,"
	" evaluator_id, criterion, score) VALUES (1, 2, '2024-06-01', 4, 'SAFE', 100)", DENIED},
	{"evaluator", "marks of others", "SELECT count(*) FROM town.assessment WHERE evaluator_id <> 4", NOTHING},
	{"evaluator", "a mark changed afterwards", "UPDATE town.assessment SET score = 100", DENIED},
	{"evaluator", "plans of the other township", "SELECT count(*) FROM town.verification_plan WHERE site_id > 2",
	NOTHING},
	{"evaluator", "a number of a visit that others will get", "INSERT INTO town.visit (project_id, visit_id, site_id,"
	" activity_id, verifier_id, visited_on, outcome) OVERRIDING SYSTEM VALUE VALUES (1, 9223372036854775807, 1, 1, 4,"
	" '2024-06-01', 'confirmed')", DENIED},
	{"evaluator", "a number of a mark of its own", "INSERT INTO town.assessment (project_id, assessment_id, site_id,"
	" assessed_on, evaluator_id, criterion, score) OVERRIDING SYSTEM VALUE VALUES (1, -1, 1, '2024-06-02', 4, 'SAFE',"
	" 90)", DENIED},
	{"evaluator", "a number of an answer of its own", "INSERT INTO town.response (project_id, response_id, site_id,"
	" answered_on, respondent, need_level, rating, collector_id) OVERRIDING SYSTEM VALUE VALUES (1, -1, 1,"
	" '2024-06-01', 'beneficiary', 'general', 5, 4)", DENIED},
	{"evaluator", "a number of a finding of its own", "INSERT INTO town.finding (project_id, finding_id, site_id, code,"
	" found_on, reason) OVERRIDING SYSTEM VALUE VALUES (1, -1, 1, 'SAFE', '2024-06-01', 'x')", DENIED},
	{"evaluator", "a finding where it reported", "INSERT INTO town.finding (project_id, site_id, code, found_on,"
	" points, reason) VALUES (1, 2, 'SAFE', '2024-06-01', 9, 'x')", DENIED},
	{"evaluator", "a finding about all sites of a contract", "INSERT INTO town.finding (project_id, contract_id, code,"
	" found_on, points, reason) VALUES (1, 1, 'SAFE', '2024-06-01', 9, 'x')", DENIED},
	{"evaluator", "a finding in another's name", "INSERT INTO town.finding (project_id, site_id, code, found_on,"
	" reason, found_by) VALUES (1, 1, 'SAFE', '2024-06-01', 'x', 'bureau')", DENIED},
	{"evaluator", "a finding withdrawn",
	"UPDATE town.finding SET withdrawn_on = '2024-06-01' WHERE site_id = 1", DENIED},
	{"evaluator", "rosters", "SELECT count(*) FROM town.roster", DENIED},
	{"evaluator", "visits by COPY", "COPY town.visit (project_id, site_id, visited_on) FROM STDIN", "0A000"},
	{"own_evaluator", "a mark where its organization provides", "INSERT INTO town.assessment (project_id, site_id,"
	" assessed_on, evaluator_id, criterion, score) VALUES (1, 3, '2024-06-01', 2, 'SAFE', 0)", DENIED},
	{"own_evaluator", "a visit where its organization provides", "INSERT INTO town.visit (project_id, site_id,"
	" verifier_id, visited_on, room_open) VALUES (1, 3, 2, '2024-06-01', false)", DENIED},
	{"own_evaluator", "a finding where its organization provides", "INSERT INTO town.finding (project_id, site_id,"
	" code, found_on, reason) VALUES (1, 3, 'SAFE', '2024-06-01', 'x')", DENIED},
	{"own_evaluator", "visits to come where its organization provides", "SELECT count(*) FROM town.visit_plan",
	NOTHING},
	/* the village */
	{"village", "another village's points", "SELECT count(*) FROM town.village_scorecard WHERE site_id <> 1", NOTHING},
	{"village", "another village's points, explained", "SELECT count(*) FROM town.explain_score(3)", "22023"},
	{"provider", "another provider's points, explained", "SELECT count(*) FROM town.explain_score(3)", "22023"},
	{"village", "another village's points, beneath the answer",
	"SELECT count(*) FROM town.site_measure WHERE site_id <> 1", NOTHING},
	{"village", "an appeal for another village", "INSERT INTO town.appeal (project_id, site_id, run_id, ground) SELECT"
	" 1, 3, run_id, 'x' FROM town.current_run WHERE profile = 'panel' AND period = '2024Q2'", DENIED},
	{"village", "an appeal of an earlier day", "INSERT INTO town.appeal (project_id, site_id, run_id, ground, filed_at)"
	" VALUES (1, 1, 1, 'x', '2024-07-01')", DENIED},
	{"village", "an appeal in another's name", "INSERT INTO town.appeal (project_id, site_id, run_id, ground,"
	" filed_by) VALUES (1, 1, 1, 'x', 'mayor')", DENIED},
	{"village", "answers of its own people", "SELECT count(*) FROM town.response", DENIED},
	{"village", "visits to come to itself", "SELECT count(*) FROM town.visit_plan", DENIED},
	{"village", "entries of the log", "SELECT count(detail) FROM town.audit_log", DENIED},
	/* finance, analyst, auditor, dashboard */
	{"finance", "visits to come", "SELECT count(due) FROM town.visit_plan", DENIED},
	{"finance", "visits to come, through the answer", "SELECT count(*) FROM town.verification_plan", DENIED},
	{"finance", "what the log says of an act", "SELECT count(detail) FROM town.audit_log", DENIED},
	{"finance", "entries of the log but seals", "SELECT count(act) FROM town.audit_log WHERE act <> 'run sealed'",
	NOTHING},
	{"finance", "rosters", "SELECT count(*) FROM town.roster", DENIED},
	{"finance", "a payment entered", "INSERT INTO town.payment (project_id, contract_id, paid, paid_on) VALUES (1, 1,"
	" 1, '2024-06-01')", DENIED},
	{"analyst", "answers", "SELECT count(*) FROM town.response", DENIED},
	{"analyst", "persons", "SELECT count(*) FROM town.beneficiary", DENIED},
	{"analyst", "persons by site and level", "SELECT count(*) FROM town.level_measure", DENIED},
	{"analyst", "where a key person is left out", "SELECT count(*) FROM town.award_contradiction", DENIED},
	{"analyst", "a score changed", "UPDATE town.site_score SET score = 100", DENIED},
	{"analyst", "a result published",
	"INSERT INTO town.publication (project_id, run_id, from_on, until_on) VALUES (1, 2, now(), now())", DENIED},
	{"analyst", "an entry of the log through a trigger on a table of its own", "CREATE TEMPORARY TABLE site"
	" (project_id bigint, site_id bigint, closed_on date); CREATE TRIGGER t AFTER UPDATE ON site FOR EACH ROW EXECUTE"
	" FUNCTION town.log_act(); INSERT INTO site VALUES (1, 1, NULL); UPDATE site SET closed_on = now()", DENIED},
	{"auditor", "what was answered", "SELECT count(rating) FROM town.response", DENIED},
	{"auditor", "rosters", "SELECT count(*) FROM town.roster", DENIED},
	{"auditor", "an entry changed", "UPDATE town.audit_log SET act = 'x'", DENIED},
	{"auditor", "an entry added", "INSERT INTO town.audit_log (project_id, act, subject) VALUES (1, 'x', 'y')", DENIED},
	{"dashboard", "runs that are not published",
	"SELECT count(*) FROM town.village_ranking WHERE period <> '2024Q2' OR profile <> 'panel'", NOTHING},
	{"dashboard", "scores that are not published", "SELECT count(*) FROM town.site_score s WHERE NOT EXISTS (SELECT"
	" FROM town.publication p WHERE p.run_id = s.run_id AND current_date <= p.until_on)", NOTHING},
	{"dashboard", "what they rest on", "SELECT count(*) FROM town.site_measure m JOIN town.snapshot s USING"
	" (project_id, snapshot_id) WHERE s.period <> '2024Q2'", NOTHING},
	{"dashboard", "what was published and is no more",
	"SELECT count(*) FROM town.evaluation_run WHERE period = '2024Q1'", NOTHING},
	{"dashboard", "payments", "SELECT count(*) FROM town.payment_statement", DENIED},
	{"dashboard", "findings", "SELECT count(*) FROM town.finding_list", DENIED},
	{"dashboard", "words of findings", "SELECT count(reason) FROM town.snapshot_finding", DENIED},
	{"dashboard", "evidence of findings", "SELECT count(evidence) FROM town.site_finding", DENIED},
	{"dashboard", "activities", "SELECT count(*) FROM town.activity", DENIED},
	/* what is official, and the job */
	{"job", "a sealed score changed",
	"UPDATE town.site_score SET score = 100 WHERE run_id = :sealed", DENIED},
	{"job", "sealed scores removed", "DELETE FROM town.site_score WHERE run_id = :sealed", "55000"},
	{"job", "a run sealed", "UPDATE town.evaluation_run SET sealed_at = now() WHERE period = '2024Q2'", DENIED},
	{"job", "a fact changed", "UPDATE town.visit SET outcome = 'confirmed'", DENIED},
	{"job", "an answer made up", "INSERT INTO town.response (project_id, site_id, answered_on, respondent,"
	" need_level, rating, collector_id) VALUES (1, 1, '2024-06-01', 'beneficiary', 'general', 5, 4)", DENIED},
	{"job", "the rights of the owner", "SET ROLE regress_roles_town", DENIED},
	{"admin", "sealed scores removed", "DELETE FROM town.site_score WHERE run_id = :sealed", "55000"},
	{"admin", "a sealed run removed", "DELETE FROM town.evaluation_run WHERE run_id = :sealed", "55000"},
	{"admin", "sealed scores truncated", "TRUNCATE town.site_score", DENIED},
	{"admin", "a run sealed past the log",
	"UPDATE town.evaluation_run SET sealed_at = now() WHERE period = '2024Q2' AND scheme_id = 'panel'", "55000"},
	{"admin", "keys by which digests tell of persons", "SELECT count(key) FROM town.person_key", DENIED},
	{"job", "keys by which digests tell of persons", "SELECT count(key) FROM town.person_key", DENIED},
	{"admin", "a demand reworded after it was issued", "UPDATE town.rectification SET demand = 'x'", "55000"},
	{"admin", "a demand given another day", "UPDATE town.rectification SET due_on = due_on + 1", "55000"},
	{"admin", "a demand moved to another code", "UPDATE town.rectification SET code = 'FILE'", "55000"},
	{"admin", "a demand taken back before it was issued, for who issued it",
	"UPDATE town.rectification SET issued_on = current_date + 9, due_on = current_date + 9", "55000"},
	{"admin", "a demand removed", "DELETE FROM town.rectification WHERE site_id = 3", "55000"},
	{"admin", "all demands removed", "TRUNCATE town.rectification", DENIED},
	{"admin", "an entry of the log removed", "DELETE FROM town.audit_log", DENIED},
	{NULL, NULL, NULL, NULL}
};

static const Attempt permitted[] = {
	{"case_worker", "rosters of her township", "SELECT * FROM town.roster", "4 rows"},
	{"case_worker", "a plan for a person of her township",
	"UPDATE town.beneficiary SET plan_on = '2024-01-02' WHERE beneficiary_id = 'n1'", "1 rows"},
	{"provider", "reports an activity", "INSERT INTO town.activity (project_id, site_id, contract_id, item, held_on,"
	" reported_by) VALUES (1, 1, 1, 'a', '2024-06-01', 2)", "1 rows"},
	{"provider", "enters who came", "INSERT INTO town.attendance (project_id, activity_id, beneficiary_id) VALUES (1,"
	" 1, 'n2')", "1 rows"},
	{"provider", "enters a photo", "INSERT INTO town.photo (project_id, activity_id, phash) VALUES (1, 1, 7)",
	"1 rows"},
	{"provider", "marks itself", "INSERT INTO town.assessment (project_id, site_id, assessed_on, evaluator_id, kind,"
	" criterion, score) VALUES (1, 1, '2024-06-01', 2, 'self', 'SAFE', 100)", "1 rows"},
	{"provider", "has reported now, and nobody has looked", "SELECT FROM town.activity WHERE held_on = '2024-06-01' AND"
	" reported_at BETWEEN now() - interval '1 hour' AND now() AND num_nonnulls(registered, form_filed, feedback_filed)"
	" = 0", "1 rows"},
	{"provider", "reports now, whenever its transaction began", "BEGIN; SELECT pg_sleep(1.1); INSERT INTO"
	" town.activity (project_id, site_id, contract_id, item, held_on, reported_by) VALUES (1, 1, 1, 'a', '2024-06-02',"
	" 2); SELECT FROM town.activity WHERE held_on = '2024-06-02' AND reported_at > now()", "1 rows"},
	{"provider", "answers a demand", "UPDATE town.rectification SET reply = 'done' WHERE site_id = 1 AND code = 'SAFE'",
	"1 rows"},
	{"provider", "has answered today", "SELECT FROM town.rectification WHERE site_id = 1 AND code = 'SAFE' AND"
	" replied_on = town.day_of(now())", "1 rows"},
	{"provider", "takes its answer back", "UPDATE town.rectification SET reply = NULL WHERE site_id = 1 AND code ="
	" 'SAFE' RETURNING replied_on IS NULL", "1 rows"},
	{"provider", "answers again, with evidence", "UPDATE town.rectification SET reply = 'done', evidence = 'file 1'"
	" WHERE site_id = 1 AND code = 'SAFE'", "1 rows"},
	{"provider", "reads the ranks of its sites",
	"SELECT * FROM town.village_ranking WHERE period = 'term' AND profile = 'panel'", "2 rows"},
	{"evaluator", "sees whom to visit in its township", "SELECT * FROM town.verification_plan", "2 rows"},
	{"evaluator", "enters a visit", "INSERT INTO town.visit (project_id, site_id, activity_id, verifier_id,"
	" visited_on, outcome) VALUES (1, 1, 1, 4, '2024-06-01', 'confirmed')", "1 rows"},
	{"evaluator", "enters a mark", "INSERT INTO town.assessment (project_id, site_id, assessed_on, evaluator_id,"
	" criterion, score) VALUES (1, 1, '2024-06-01', 4, 'SAFE', 90)", "1 rows"},
	{"evaluator", "enters an answer", "INSERT INTO town.response (project_id, site_id, answered_on, respondent,"
	" need_level, rating, collector_id) VALUES (1, 1, '2024-06-01', 'beneficiary', 'general', 5, 4)", "1 rows"},
	{"evaluator", "enters a finding", "INSERT INTO town.finding (project_id, site_id, code, found_on, points, reason)"
	" VALUES (1, 1, 'SAFE', '2024-06-01', 0, 'x')", "1 rows"},
	{"evaluator", "has found it in the name of its organization",
	"SELECT FROM town.finding_list WHERE found = 'x' AND found_by = 'E'", "1 rows"},
	{"village", "reads its rank",
	"SELECT * FROM town.village_ranking WHERE period = 'term' AND profile = 'panel'", "1 rows"},
	{"village", "reads how many are rated: all, not one", "SELECT FROM town.village_ranking WHERE period = 'term' AND"
	" profile = 'panel' AND rated = 4", "1 rows"},
	{"village", "asks why", "SELECT FROM town.explain_score(1, '2024Q2') WHERE item = 'grade'", "1 rows"},
	{"village", "appeals", "INSERT INTO town.appeal (project_id, site_id, run_id, ground) SELECT 1, 1, run_id, 'x'"
	" FROM town.current_run WHERE profile = 'panel' AND period = '2024Q2'", "1 rows"},
	{"village", "appeals now, whenever its transaction began", "BEGIN; SELECT pg_sleep(0.1); INSERT INTO town.appeal"
	" (project_id, site_id, run_id, ground) SELECT 1, 1, run_id, 'y' FROM town.current_run WHERE profile = 'panel' AND"
	" period = '2024Q2'; SELECT FROM town.appeal WHERE ground = 'y' AND filed_at > now()", "1 rows"},
	{"finance", "reads what is owed", "SELECT FROM town.contract_payment", "2 rows"},
	{"finance", "reads the check number of the sealed form", "SELECT FROM town.self_evaluation_form WHERE code ="
	" 'check_number' AND actual_text ~ '^1-[0-9]+-[0-9a-f]{24}$' AND period = 'term' AND profile = 'panel'", "1 rows"},
	{"finance", "reads who kept terms", "SELECT FROM town.trust_log WHERE period = 'term'", "2 rows"},
	{"analyst", "reads all ranks",
	"SELECT FROM town.village_ranking WHERE period = 'term' AND profile = 'panel'", "4 rows"},
	{"analyst", "asks why, of any site", "SELECT FROM town.explain_score(3, '2024Q2') WHERE item = 'grade'", "1 rows"},
	{"provider", "asks why, of its site", "SELECT FROM town.explain_score(1, '2024Q2') WHERE item = 'grade'",
	"1 rows"},
	{"auditor", "asks why, of any site", "SELECT FROM town.explain_score(3, '2024Q2') WHERE item = 'grade'", "1 rows"},
	{"analyst", "reads the whole project, though of one township",
	"SELECT FROM town.project_summary WHERE period = 'term' AND profile = 'panel' AND rated = 4", "1 rows"},
	{"auditor", "reads the log", "SELECT DISTINCT act FROM town.audit_log WHERE act = 'run sealed'", "1 rows"},
	{"auditor", "verifies the chain", "SELECT count(*) FROM town.verify_chain() WHERE"
	" verdict <> 'consistent'", NOTHING},
	{"auditor", "verifies the results", "SELECT count(*) FROM town.verify_results()", NOTHING},
	{"dashboard", "reads what is published today", "SELECT FROM town.village_ranking", "4 rows"},
	{"dashboard", "reads its points", "SELECT FROM town.village_scorecard WHERE points IS NOT NULL LIMIT 4", "4 rows"},
	{"job", "refreshes", "CALL town.refresh_rankings()", "CALL"},
	{"job", "sees that it went well", "SELECT FROM town.job_health WHERE needs_attention AND project_id IS NULL",
	NOTHING},
	{"job", "and that a published run was replaced",
	"SELECT FROM town.job_health WHERE reason LIKE 'run % is published until %' AND needs_attention", "1 rows"},
	{"auditor", "reads that as well", "SELECT FROM town.job_health WHERE reason LIKE 'run % is published until %'",
	"1 rows"},
	{"admin", "enters a person", "INSERT INTO town.beneficiary (project_id, beneficiary_id) VALUES (1, 'n9')",
	"1 rows"},
	{"admin", "erases a person", "SELECT FROM town.erase_beneficiary(1, 'n9') WHERE action = 'erased'", "4 rows"},
	{"admin", "computes a sealed run again", "SELECT FROM town.recompute_run(:sealed)", "1 rows"},
	{"admin", "verifies that a demand was met", "UPDATE town.rectification SET verified_by = 'Wang', verified_on ="
	" town.day_of(now()) WHERE site_id = 1 AND code = 'SAFE'", "1 rows"},
	{"admin", "corrects a reply and its day, though verified", "UPDATE town.rectification SET reply = 'done by them',"
	" replied_on = '2024-06-02' WHERE site_id = 1 AND code = 'SAFE'", "1 rows"},
	{"admin", "enters that somebody looked, and when a report was made", "UPDATE town.activity SET registered = true,"
	" form_filed = false, reported_at = '2024-06-01' WHERE held_on = '2024-06-01'", "1 rows"},
	{"admin", "enters numbers that it has, and what came on paper", "INSERT INTO town.activity (project_id,"
	" activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE VALUES (1, 900, 1, 1, 'a',"
	" '2024-06-03')", "1 rows"},
	{"admin", "has left open when it came", "SELECT FROM town.activity WHERE activity_id = 900 AND reported_at IS NULL",
	"1 rows"},
	{"admin", "finds in the name of whom it likes", "INSERT INTO town.finding (project_id, site_id, code, found_on,"
	" reason, found_by) VALUES (1, 1, 'SAFE', '2024-06-01', 'y', 'group 1'), (1, 1, 'SAFE', '2024-06-01', 'y', NULL)",
	"2 rows"},
	{"admin", "has named nobody where it did not",
	"SELECT FROM town.finding WHERE reason = 'y' AND found_by IS NULL", "1 rows"},
	{"admin", "withdraws a finding",
	"UPDATE town.finding SET withdrawn_on = '2024-06-02' WHERE reason = 'y'", "2 rows"},
	{"admin", "words a demand that is not issued yet, and removes it", "INSERT INTO town.rectification (project_id,"
	" site_id, code, reason, demand, issued_on, due_on) VALUES (1, 2, 'SAFE', 'x', 'y', current_date + 9, current_date"
	" + 9); UPDATE town.rectification SET demand = 'z', due_on = current_date + 10 WHERE site_id = 2; DELETE FROM"
	" town.rectification WHERE site_id = 2", "1 rows"},
	{"admin", "refreshes", "SELECT FROM town.refresh_project(1)", "1 rows"},
	{"admin", "seals", "SELECT town.seal_run(run_id) FROM town.current_run WHERE period = 'term' AND profile = 'files'",
	"1 rows"},
	{NULL, NULL, NULL, NULL}
};

/* PostgreSQL's own channels, which no grant closes: each tells what doc/guide.md says that it tells. */
static const Attempt channels[] = {
	{"case_worker", "EXPLAIN ANALYZE tells how many rows were left out", "DO $$ DECLARE p jsonb; BEGIN EXECUTE"
	" 'EXPLAIN (ANALYZE, FORMAT json) SELECT FROM town.roster' INTO p; IF p::text !~ 'Rows Removed by Filter\": 4' THEN"
	" RAISE 'no'; END IF; END $$", "DO"},
	{"case_worker", "EXPLAIN estimates by values of rows that are hidden", "DO $$ DECLARE s jsonb; z jsonb; BEGIN"
	" EXECUTE 'EXPLAIN (FORMAT json) SELECT FROM town.roster WHERE beneficiary_id >= ''s''' INTO s; EXECUTE 'EXPLAIN"
	" (FORMAT json) SELECT FROM town.roster WHERE beneficiary_id >= ''z''' INTO z; IF (s #>> '{0,Plan,Plan Rows}')"
	"::integer <= (z #>> '{0,Plan,Plan Rows}')::integer THEN RAISE 'no'; END IF; END $$", "DO"},
	{"case_worker", "pg_class tells about how many rows a table has",
	"SELECT FROM pg_class WHERE oid = 'town.roster'::regclass AND reltuples = 8", "1 rows"},
	{"case_worker", "pg_stat_user_tables tells how many rows were written",
	"SELECT FROM pg_stat_user_tables WHERE relid = 'town.response'::regclass", "1 rows"},
	{"provider", "a number given by the database tells how many there are",
	"INSERT INTO town.photo (project_id, activity_id, phash) VALUES (1, 1, 8) RETURNING photo_id", "1 rows"},
	{"provider", "a foreign key tells whether what it names exists", "INSERT INTO town.activity (project_id, site_id,"
	" contract_id, item, held_on, reported_by) VALUES (1, 1, 1, 'none', '2024-06-01', 2)", "23503"},
	{"case_worker", "the code of policies, views and functions can be read",
	"SELECT FROM pg_policies WHERE schemaname = 'town' AND tablename = 'roster' AND policyname ="
	" 'case_worker_select'", "1 rows"},
	{NULL, NULL, NULL, NULL}
};

static PGconn *sessions[20];
static char sealed[30];

static void
run(PGconn *conn, const char *sql)
{
	PQclear(tap_query(conn, "%s", sql));
}

static char *
read_file(const char *name)
{
	const char *top = getenv("SRCDIR");
	char		path[1000];
	char	   *text = calloc(1, 1000000);
	FILE	   *file;

	snprintf(path, sizeof(path), "%s/%s", top ? top : ".", name);
	file = fopen(path, "r");
	if (file == NULL || text == NULL || fread(text, 1, 999999, file) == 0)
		tap_bail_out(path);
	fclose(file);
	return text;
}

/* Everybody is a member of the group role of his name, and has an account; but for nobody and double. */
static void
make_logins(PGconn *owner)
{
	for (int i = 0; logins[i]; i++)
		PQclear(tap_query(owner, "CREATE ROLE regress_roles_%s LOGIN", logins[i]));
	run(owner, "DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('admin', 'admin'), ('analyst',"
		" 'analyst'), ('finance', 'finance'), ('provider', 'provider'), ('evaluator', 'evaluator'), ('village',"
		" 'village'), ('case_worker', 'case_worker'), ('auditor', 'auditor'), ('dashboard', 'dashboard'), ('job',"
		" 'job'), ('own_evaluator', 'evaluator'), ('nobody', 'case_worker'), ('double', 'case_worker'), ('double',"
		" 'dashboard'), ('double', 'provider')) AS v (login, role) LOOP EXECUTE format('GRANT %I TO %I',"
		" service_eval.role_name('town', r.role), 'regress_roles_' || r.login); END LOOP; END $$");
	run(owner, "INSERT INTO town.account (login, role, org_id, township, division_code) SELECT"
		" 'regress_roles_' || login, role, org_id, township, division_code FROM (VALUES ('analyst', 'analyst',"
		" NULL, 'North', NULL), ('provider', 'provider', 2, NULL, NULL), ('evaluator', 'evaluator', 4, 'North',"
		" NULL), ('village', 'village', NULL, NULL, '990101100201'), ('case_worker', 'case_worker', NULL, 'North',"
		" NULL), ('own_evaluator', 'evaluator', 2, NULL, NULL), ('double', 'case_worker', NULL, 'North', NULL)) AS v"
		" (login, role, org_id, township, division_code)");
	for (int i = 0; logins[i]; i++)
	{
		char		info[100];

		snprintf(info, sizeof(info), "user=regress_roles_%s", logins[i]);
		sessions[i] = PQconnectdb(info);
		if (PQstatus(sessions[i]) != CONNECTION_OK)
			tap_bail_out(PQerrorMessage(sessions[i]));
		run(sessions[i], "SET client_min_messages = error");
	}
}

static PGconn *
session_of(const char *login)
{
	for (int i = 0; logins[i]; i++)
		if (strcmp(logins[i], login) == 0)
			return sessions[i];
	tap_bail_out(login);
}

/* In the text of an attempt :sealed is the sealed run, :role a group role. */
static void
filled(char *to, size_t size, const char *from)
{
	size_t		n = 0;

	while (*from != '\0' && n + 100 < size)
	{
		int			length = 1 + (int) strspn(from + 1, "abcdefghijklmnopqrstuvwxyz_");

		if (*from == ':' && length > 3 && strncmp(from, ":sealed", 7) == 0)
			n += (size_t) snprintf(to + n, size - n, "%s", sealed);
		else if (*from == ':' && length > 3 && from[-1] == ' ')
			n += (size_t) snprintf(to + n, size - n, "\"%s_town_%.*s\"", PQdb(sessions[0]), length - 1, from + 1);
		else
		{
			to[n++] = *from++;
			continue;
		}
		from += length;
	}
	to[n] = '\0';
}

/* The answer to the last statement: an SQLSTATE, 0, a number of rows, or what was done. */
static void
answer_to(PGconn *conn, const char *sql, char *answer, size_t size)
{
	PGresult   *result;
	bool		failed = false;

	snprintf(answer, size, "none");
	if (!PQsendQuery(conn, sql))
		tap_bail_out(PQerrorMessage(conn));
	while ((result = PQgetResult(conn)) != NULL)
	{
		ExecStatusType status = PQresultStatus(result);

		if (status == PGRES_COPY_OUT)
		{
			char	   *line;
			int			lines = 0;

			for (; PQgetCopyData(conn, &line, 0) > 0; lines++)
				PQfreemem(line);
			snprintf(answer, size, lines ? "%d rows" : NOTHING, lines);
		}
		else if (failed)
			;
		else if (status == PGRES_COPY_IN)
		{
			PQputCopyEnd(conn, "not now");
			snprintf(answer, size, "COPY");
		}
		else if (status == PGRES_FATAL_ERROR)
		{
			failed = true;
			snprintf(answer, size, "%s", PQresultErrorField(result, PG_DIAG_SQLSTATE));
		}
		else if (status == PGRES_TUPLES_OK && PQntuples(result) == 1 && PQnfields(result) == 1
				 && strcmp(PQgetvalue(result, 0, 0), "0") == 0)
			snprintf(answer, size, NOTHING);
		else if (status == PGRES_TUPLES_OK)
			snprintf(answer, size, PQntuples(result) ? "%d rows" : NOTHING, PQntuples(result));
		else if (*PQcmdTuples(result) != '\0' && strncmp(PQcmdStatus(result), "COPY", 4) != 0)
			snprintf(answer, size, strcmp(PQcmdTuples(result), "0") ? "%s rows" : NOTHING, PQcmdTuples(result));
		else if (status == PGRES_COMMAND_OK && strncmp(PQcmdStatus(result), "COPY", 4) != 0)
			snprintf(answer, size, "%s", PQcmdStatus(result));
		PQclear(result);
	}
}

static void
try_all(const Attempt *list, const char *what)
{
	printf("# %s\n# %-13s | %-58s | answer\n", what, "role", "attempt");
	for (const Attempt *a = list; a->login; a++)
	{
		PGconn	   *conn = session_of(a->login);
		char		sql[2000];
		char		answer[100];

		filled(sql, sizeof(sql), a->sql);
		answer_to(conn, sql, answer, sizeof(answer));
		tap_ok(strcmp(answer, a->expected) == 0, "%-13s | %-58s | %s", a->login, a->name, answer);
		if (strcmp(answer, a->expected) != 0)
			printf("# expected %s: %s %s\n", a->expected, sql, PQerrorMessage(conn));
		run(conn, "ROLLBACK");
		run(conn, "RESET ROLE");
		run(conn, "RESET row_security");
		run(conn, "DISCARD TEMP");
	}
}

/* Whoever may see a number sees the same number: rows of each answer are among those that the owner sees. */
static void
same_numbers(PGconn *owner)
{
	char		answer[100];
	PGresult   *views;

	run(owner, "CREATE SCHEMA truth; GRANT USAGE ON SCHEMA truth TO PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA truth"
		" GRANT SELECT ON TABLES TO PUBLIC");
	run(owner, "CREATE TABLE truth.listed AS WITH r AS MATERIALIZED (SELECT DISTINCT role, view FROM town.role_right"
		" JOIN town.answers ON view = relation) SELECT 'regress_roles_' || role AS role, view FROM r UNION"
		" SELECT login, view FROM r JOIN town.account a USING (role)");
	views = tap_query(owner, "SELECT DISTINCT view FROM truth.listed ORDER BY 1");
	for (int i = 0; i < PQntuples(views); i++)
		PQclear(tap_query(owner, "CREATE TABLE truth.%s AS SELECT a::text AS line FROM town.%s a",
						  PQgetvalue(views, i, 0), PQgetvalue(views, i, 0)));
	run(owner, "CREATE TABLE truth.explained AS SELECT e::text AS line FROM town.explain_score(1, '2024Q2') e");
	answer_to(session_of("village"), "SELECT e::text FROM town.explain_score(1, '2024Q2') e EXCEPT SELECT line FROM"
			  " truth.explained", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "village       | is told of its score what the owner is told: %s", answer);
	for (int i = 0; logins[i]; i++)
	{
		PGresult   *mine;
		int			other = 0;

		mine = tap_query(owner, "SELECT view FROM truth.listed WHERE role = 'regress_roles_%s' ORDER BY 1",
						 logins[i]);
		for (int j = 0; j < PQntuples(mine); j++)
		{
			const char *view = PQgetvalue(mine, j, 0);
			char		sql[300];

			snprintf(sql, sizeof(sql), "SELECT a::text FROM town.%s a EXCEPT SELECT line FROM truth.%s", view, view);
			answer_to(sessions[i], sql, answer, sizeof(answer));
			if (strcmp(answer, NOTHING) != 0)
				printf("# %s sees in %s what the owner does not: %s %s\n", logins[i], view, answer,
					   PQerrorMessage(sessions[i])), other++;
		}
		if (PQntuples(mine) > 0)
			tap_ok(other == 0, "%-13s | sees in its %d answers the owner's numbers", logins[i], PQntuples(mine));
		PQclear(mine);
	}
	PQclear(views);
	run(owner, "DROP SCHEMA truth CASCADE");
}

static void
check_definitions(PGconn *owner)
{
	char		answer[100];

	/* triggers that note who wrote what, and which projects: nobody can call them or make triggers of them */
	answer_to(owner, "SELECT p.oid::regprocedure FROM pg_proc p WHERE (p.proleakproof OR (p.prosecdef AND"
			  " (p.prorettype <> 'trigger'::regtype OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl,"
			  " acldefault('f', p.proowner))) a WHERE a.grantee <> p.proowner)))) AND p.pronamespace IN"
			  " ('town'::regnamespace, 'service_eval'::regnamespace)", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "no function that can be called is SECURITY DEFINER or LEAKPROOF: %s",
		   answer);
	/* the guide (Roles) says why these are; one more is one more reason to think */
	answer_to(owner, "SELECT coalesce(p.name, d.name) FROM (SELECT proname::text AS name FROM pg_proc WHERE prosecdef"
			  " AND pronamespace IN ('town'::regnamespace, 'service_eval'::regnamespace)) p FULL JOIN unnest("
			  "'{touch_project,touch_persons,touch_every_project,touch_shared,touch_results,touch_project_of_run,"
			  "chain_audit_entry,log_act,log_results,log_erasing,refuse_change_of_sealed_milestone}'::text[]) AS d"
			  " (name) ON d.name = p.name WHERE p.name IS NULL OR d.name IS NULL", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "eleven trigger functions run as the owner, those that are known: %s",
		   answer);
	/* what is in SQL with a body that is parsed once looks nothing up; a procedure that commits can have no SET */
	answer_to(owner, "SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE"
			  " p.pronamespace IN ('town'::regnamespace, 'service_eval'::regnamespace) AND l.lanname IN ('sql',"
			  " 'plpgsql') AND p.prosqlbody IS NULL AND p.prokind <> 'p' AND NOT EXISTS (SELECT FROM"
			  " unnest(p.proconfig) AS s WHERE s LIKE 'search_path=%')", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "every function has its search_path: %s", answer);
	answer_to(owner, "SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'town'::regnamespace AND"
			  " c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)", answer,
			  sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "every view runs as who asks: %s", answer);
	answer_to(owner, "SELECT FROM town.role_right WHERE NOT listed AND relation = ANY (town.protected_tables())",
			  answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "no answer reads a protected table that its role may not: %s", answer);
	answer_to(owner, "SELECT FROM pg_class WHERE relforcerowsecurity", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "row security is not forced on the owner: %s", answer);
}

/* The guide shows the list. */
static void
check_guide(PGconn *owner)
{
	char	   *guide = read_file("doc/guide.md");
	char	   *query = read_file("test/libpq/roles_guide.sql");
	PGresult   *result = tap_query(owner, "%s", query);

	for (int i = 0; i < PQntuples(result); i++)
	{
		bool		shown = strstr(guide, PQgetvalue(result, i, 0)) != NULL;

		tap_ok(shown, "the guide shows who may see and do what: table %d", i + 1);
		if (!shown)
			fprintf(stderr, "%s\n", PQgetvalue(result, i, 0));
	}
	tap_ok(PQntuples(result) == 2, "both tables");
	PQclear(result);
	free(query);
	free(guide);
}

/* The function grants what the list says more, and revokes what it says no more. */
static void
check_again(PGconn *owner)
{
	char		answer[100];

	answer_to(owner, "SELECT * FROM service_eval.create_roles('town')", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "called again it does nothing: %s", answer);
	run(owner, "DO $$ BEGIN EXECUTE format('GRANT SELECT ON town.response TO %I', service_eval.role_name('town',"
		" 'provider')); EXECUTE format('REVOKE SELECT ON town.roster FROM %I', service_eval.role_name('town',"
		" 'provider')); END $$; DROP POLICY provider_select ON town.roster");
	answer_to(owner, "SELECT FROM service_eval.create_roles('town') WHERE (object, action) IN (('SELECT on response: '"
			  " || service_eval.role_name('town', 'provider'), 'revoked'), ('SELECT on roster: ' ||"
			  " service_eval.role_name('town', 'provider'), 'granted'), ('policy provider_select on roster',"
			  " 'created'))", answer, sizeof(answer));
	tap_ok(strcmp(answer, "3 rows") == 0, "what was changed by hand is set right: %s", answer);
	/* of a bureau's own table or view rows cannot be limited: who would see a part sees nothing */
	run(owner, "BEGIN; ALTER VIEW town.lens_agreement RENAME TO lens; ALTER TABLE town.need RENAME TO need_old;"
		" CREATE VIEW town.need AS SELECT * FROM town.need_old; ALTER VIEW town.need OWNER TO"
		" regress_roles_town");
	answer_to(owner, "SELECT FROM service_eval.create_roles('town') WHERE (object, action) IN (('SELECT on need: ' ||"
			  " service_eval.role_name('town', 'case_worker'), 'skipped'), ('SELECT on need: ' ||"
			  " service_eval.role_name('town', 'admin'), 'granted'), ('rights on lens_agreement', 'skipped'))", answer,
			  sizeof(answer));
	tap_ok(strcmp(answer, "3 rows") == 0, "a bureau's own view is skipped, what is missing too, and said: %s",
		   answer);
	run(owner, "ROLLBACK");
	run(owner, "BEGIN; DELETE FROM town.workspace_part WHERE object = 'table post'");
	answer_to(owner, "SELECT FROM service_eval.create_roles('town') WHERE (object, action) IN (('SELECT on post: ' ||"
			  " service_eval.role_name('town', 'case_worker'), 'skipped'), ('SELECT on post: ' ||"
			  " service_eval.role_name('town', 'case_worker'), 'revoked'))", answer, sizeof(answer));
	tap_ok(strcmp(answer, "2 rows") == 0, "a bureau's own table is skipped, and said: %s", answer);
	run(owner, "ROLLBACK; BEGIN; CREATE TABLE town.their_list (a integer); ALTER TABLE town.their_list OWNER TO"
		" regress_roles_nobody");
	answer_to(owner, "SELECT FROM service_eval.create_roles('town') WHERE (object, action) = ('rights on their_list',"
			  " 'skipped')", answer, sizeof(answer));
	tap_ok(strcmp(answer, "1 rows") == 0, "what belongs to somebody else is skipped, and said: %s", answer);
	run(owner, "ROLLBACK; BEGIN");
	PQclear(tap_query(owner, "ALTER ROLE \"%s_town_job\" LOGIN", PQdb(owner)));
	answer_to(owner, "SELECT * FROM service_eval.create_roles('town')", answer, sizeof(answer));
	tap_ok(strcmp(answer, "42710") == 0, "a role of that name that may log in is in the way: %s", answer);
	run(owner, "ROLLBACK; BEGIN");
	PQclear(tap_query(owner, "COMMENT ON ROLE \"%s_town_job\" IS 'of somebody else'", PQdb(owner)));
	answer_to(owner, "SELECT * FROM service_eval.create_roles('town')", answer, sizeof(answer));
	tap_ok(strcmp(answer, "42710") == 0, "so is one of another workspace: %s", answer);
	run(owner, "ROLLBACK");
	answer_to(owner, "SELECT WHERE service_eval.role_name('town', 'job') = current_database() || '_town_job' AND"
			  " octet_length(service_eval.role_name(repeat('村', 21), 'case_worker')) <= 63 AND"
			  " service_eval.role_name(repeat('x', 60), 'job') <> service_eval.role_name(repeat('x', 61), 'job')",
			  answer, sizeof(answer));
	tap_ok(strcmp(answer, "1 rows") == 0, "names fit, and differ: %s", answer);
	answer_to(owner, "SELECT * FROM service_eval.create_roles('nowhere')", answer, sizeof(answer));
	tap_ok(strcmp(answer, "3F000") == 0, "without a workspace: %s", answer);
	answer_to(session_of("admin"), "SELECT * FROM service_eval.create_roles('town')", answer, sizeof(answer));
	tap_ok(strcmp(answer, DENIED) == 0, "for the owner and its members only: %s", answer);
}

int
main(void)
{
	PGconn	   *owner = tap_connect();
	PGresult   *result;
	char		answer[100];

	run(owner, "SET client_min_messages = error");
	run(owner, "CREATE EXTENSION service_eval");
	run(owner, "CREATE ROLE regress_roles_town");
	run(owner, "CREATE SCHEMA town AUTHORIZATION regress_roles_town");
	run(owner, "SELECT FROM service_eval.create_workspace('town', pack => 'blank')");
	/* no superuser is needed: a member of the owner that may create roles */
	run(owner, "CREATE ROLE regress_roles_chief CREATEROLE; GRANT regress_roles_town TO"
		" regress_roles_chief");
	run(owner, "SET SESSION AUTHORIZATION regress_roles_chief");
	answer_to(owner, "SELECT FROM service_eval.create_roles('town') WHERE object LIKE 'role %'", answer,
			  sizeof(answer));
	tap_ok(strcmp(answer, "10 rows") == 0, "made by a member of the owner with CREATEROLE: %s", answer);
	run(owner, "RESET SESSION AUTHORIZATION");
	run(owner, "SET ROLE regress_roles_town");
	{
		char	   *project = read_file("test/libpq/roles_project.sql");
		char	   *refresh = strstr(project, "CALL");
		char	   *rest = strchr(refresh, ';') + 1;

		refresh[-1] = '\0';
		*strchr(refresh, ';') = '\0';
		run(owner, project);
		run(owner, refresh);
		run(owner, rest);
		free(project);
	}
	run(owner, "RESET ROLE");
	result = tap_query(owner, "SELECT run_id FROM town.evaluation_run WHERE sealed_at IS NOT NULL");
	snprintf(sealed, sizeof(sealed), "%s", PQgetvalue(result, 0, 0));
	PQclear(result);
	run(owner, "ANALYZE town.roster, town.beneficiary, town.response");
	make_logins(owner);

	try_all(attempts, "refused: an error, no row, or what is one's own alone");
	try_all(channels, "PostgreSQL's own channels");
	same_numbers(owner);
	try_all(permitted, "allowed");
	check_definitions(owner);
	check_guide(owner);
	check_again(owner);

	/* a statement that the superuser prepared runs with the rights of whoever executes it */
	run(owner, "PREPARE p AS SELECT count(*) FROM town.roster WHERE site_id = 3");
	run(owner, "SET SESSION AUTHORIZATION regress_roles_case_worker");
	answer_to(owner, "EXECUTE p", answer, sizeof(answer));
	tap_ok(strcmp(answer, NOTHING) == 0, "prepared as superuser, executed as case worker: %s", answer);
	run(owner, "RESET SESSION AUTHORIZATION");

	for (int i = 0; logins[i]; i++)
		PQfinish(sessions[i]);
	run(owner, "DO $$ DECLARE r record; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE"
		" 'regress\\_roles\\_%' OR rolname LIKE replace(current_database(), '_', '\\_') || '\\_town\\_%' LOOP"
		" EXECUTE format('DROP OWNED BY %I CASCADE', r.rolname); EXECUTE format('DROP ROLE %I', r.rolname); END LOOP;"
		" END $$");
	PQfinish(owner);
	return tap_done();
}
