# SPDX-License-Identifier: PostgreSQL
"""What the papers have in common: the tables that they show, and how a workspace is read.

It is read by psql, with the settings that psql takes from its environment (PGHOST, PGUSER, ...).  Nothing is written.
"""

import argparse
import decimal
import json
import re
import secrets
import subprocess
import sys
import typing


class Column(typing.NamedTuple):
	name: str				# column of the view
	show: str				# how a value is shown: see VALUES, or the kind of a code in `label`
	width: float			# of the workbook's column, in digits; a Chinese character takes two
	chinese: str = None		# column that holds the same in Chinese
	also: str = None		# column whose text stands behind it
	title: tuple = None		# header, where the label does not say it; in English and Chinese


class Sheet(typing.NamedTuple):
	view: str
	order: str				# of the rows
	unit: tuple				# of the amounts, in English and Chinese
	columns: tuple
	all_periods: bool = False


# How values are shown.  Everything else is the kind of a code (`label`, or a list such as `dimension`).
VALUES = ("text", "count", "score", "money", "share", "number", "measure", "date")

BY_RANK = "rank NULLS LAST, division_code, site_id"
BY_DIMENSION = '(SELECT d.display_order FROM dimension d WHERE d.code = v.dimension), code COLLATE "C"'

# The sheets of the workbook and the files of write_csv.  A column that the view does not have is left out, and so is a
# sheet whose view is not there: either is said.  Eight to ten columns fit on A4.
SHEETS = {
	"ranking": Sheet("village_ranking", BY_RANK, ("points", "分"), (
		Column("rank", "count", 7), Column("division_code", "text", 16), Column("township", "text", 16),
		Column("village", "text", 18), Column("score", "score", 9), Column("grade", "grade", 8),
		Column("band", "band", 9), Column("rank_low", "count", 11), Column("rank_high", "count", 11),
		Column("p_bottom", "share", 11))),
	"scorecard": Sheet("village_scorecard", "division_code, site_id, " + BY_DIMENSION, ("points", "分"), (
		Column("division_code", "text", 16), Column("village", "text", 16), Column("dimension", "dimension", 11),
		Column("name_en", "text", 28, "name_zh", title=("indicator", "指标")), Column("unit", "unit", 7),
		Column("value", "measure", 10), Column("target", "measure", 10), Column("points", "score", 8),
		Column("available", "score", 8), Column("status", "status", 9))),
	"form": Sheet("self_evaluation_form", "line", ("points", "分"), (
		Column("level_1", "text", 9, "level_1_zh"), Column("level_2", "text", 9, "level_2_zh"),
		Column("level_3", "text", 20, "level_3_zh"), Column("unit", "unit", 6),
		Column("target_text", "text", 12, title=("yearly target", "年度指标值")),
		Column("actual_text", "text", 13, title=("actual", "实际完成值")), Column("points_counted", "score", 8),
		Column("earned", "score", 8), Column("deviation", "text", 20, also="measure"),
		Column("note", "text", 28, "note_zh"))),
	"payment": Sheet("payment_statement", "contract_id, line", ("yuan", "元"), (
		Column("contract_id", "contract", 18), Column("line", "count", 6), Column("step", "step", 9),
		Column("part", "part", 8), Column("item", "item", 14, title=("item", "服务内容")), Column("quantity", "number", 9),
		Column("tariff", "money", 10), Column("amount", "money", 13), Column("remaining", "money", 13),
		Column("reason", "text", 28, "reason_zh"))),
	"instalments": Sheet("instalment_status", "contract_id, number", ("yuan", "元"), (
		Column("contract_id", "contract", 18), Column("number", "count", 6), Column("due_on", "date", 11.5),
		Column("amount", "money", 13), Column("milestone", "period", 11), Column("min_grade", "grade", 8),
		Column("instalment_status", "instalment_status", 10), Column("paid", "money", 13),
		Column("outstanding", "money", 13), Column("reason", "text", 26, "reason_zh"))),
	"approval": Sheet("payment_approval", "contract_id, number", ("yuan", "元"), (
		Column("provider", "text", 18), Column("price", "money", 13), Column("score", "score", 8),
		Column("grade", "grade", 8), Column("payable", "money", 13), Column("paid", "money", 13),
		Column("number", "count", 6), Column("condition", "text", 26, "condition_zh"),
		Column("to_approve", "money", 13), Column("paid_after", "money", 13))),
	"findings": Sheet("finding_list", "finding_id", ("points", "分"), (
		Column("village", "text", 13), Column("name_en", "text", 18, "name_zh", title=("indicator", "指标")),
		Column("rule", "rule", 8), Column("points", "score", 7), Column("found", "text", 24),
		Column("evidence", "text", 14), Column("found_by", "organization", 11), Column("found_on", "date", 11.5),
		Column("concerns", "date", 11.5),
		# empty: it counts
		Column("reason", "text", 16, "reason_zh", title=("does not count, for", "不计入原因")))),
	"rectification": Sheet("rectification_status", "rectification_id", ("", ""), (
		Column("village", "text", 13), Column("reason", "text", 21, "reason_zh"),
		Column("demand", "text", 19, "demand_zh"), Column("responsible", "text", 13),
		Column("issued_on", "date", 11.5), Column("due_on", "date", 11.5), Column("status", "rectification_status", 13),
		Column("replied_on", "date", 11.5), Column("reply", "text", 17), Column("verified_on", "date", 11.5)),
		# a ledger: what was demanded earlier, or by hand, stays on it
		all_periods=True),
}

# Words of the papers themselves: those that stand for nothing in the workspace.
WORDS = {
	"period": ("period", "评价时段"), "scheme": ("scheme", "评价方案"), "buyer": ("buyer", "购买主体"),
	"unit": ("unit", "单位"), "project": ("the project", "整个项目"), "term": ("whole term", "项目全期"), "yes": ("yes", "是"), "no": ("no", "否"),
	"until": ("to", "至"), "page": ("Page &P of &N", "第 &P 页，共 &N 页"), "contract": ("contract", "合同"),
}


class Failure(Exception):
	"""What a user can put right: said without a traceback."""


def literal(value):
	if "\0" in value:
		raise Failure("a name has no zero byte")
	return "'" + value.replace("'", "''") + "'"


def identifier(value):
	return '"' + value.replace('"', '""') + '"'


class Workspace:
	"""A workspace that is read, in a language."""

	def __init__(self, options):
		self.database, self.workspace, self.language = options.database, options.workspace, options.language
		project = literal(identifier(self.workspace) + ".project")
		found, = self.ask(f"SELECT to_regclass({project}) IS NOT NULL AS found")
		if not found[0]["found"]:
			raise Failure(f'there is no workspace "{self.workspace}"')

	def ask(self, *queries):
		"""Lists of rows, one for each query; all see the same moment.  A row comes as JSON, which keeps digits."""
		end = secrets.token_hex(16)
		script = ["\\encoding UTF8", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;",
			"SET LOCAL standard_conforming_strings = on;",
			f"SET LOCAL search_path = pg_catalog, {identifier(self.workspace)}, pg_temp;"]
		for query in queries:
			script += [f"SELECT row_to_json(r) FROM (\n{query}\n) r;", f"\\echo {end}"]
		arguments = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
		if self.database:
			arguments += ["-d", self.database]
		run = subprocess.run(arguments, input="\n".join(script + ["COMMIT;"]), stdout=subprocess.PIPE,
			encoding="utf-8")
		if run.returncode:
			raise Failure("psql could not read the workspace")
		answers = run.stdout.split(end + "\n")[:-1]
		return [[json.loads(line, parse_float=decimal.Decimal) for line in answer.split("\n") if line]
			for answer in answers]

	def label_of(self, comment):
		"""Label and explanation: 'label: explanation | 标签：说明'."""
		english, _, chinese = comment.partition(" | ")
		if self.language == "zh" and chinese:
			label, _, explanation = chinese.partition("：")
		else:
			label, _, explanation = english.partition(": ")
		return label, explanation

	def say(self, english, chinese):
		return chinese if self.language == "zh" else english


class Paper(Workspace):
	"""A project in a period by a scheme; and what it takes to put its rows into words."""

	def __init__(self, options):
		super().__init__(options)
		self.choose_project(options.project)
		self.choose_run(options.period or "term", options.scheme)
		self.read_words()

	def choose_project(self, project):
		projects, = self.ask("""SELECT p.project_id, p.name, p.start_on, p.end_on, p.budget, o.name AS buyer
			FROM project p LEFT JOIN organization o ON o.org_id = p.buyer_id ORDER BY p.project_id""")
		chosen = [p for p in projects if project in (None, str(p["project_id"]), p["name"])]
		if len(chosen) != 1:
			raise Failure("--project says which: " + ", ".join(f"{p['project_id']} ({p['name']})" for p in projects)
				if projects else "the workspace has no project")
		self.project = chosen[0]
		self.project_id = self.project["project_id"]

	def choose_run(self, period, scheme):
		"""The headline scheme if none is named: the first in order of display."""
		runs, = self.ask(f"""SELECT r.snapshot_id, r.period, r.from_on, r.until_on, r.profile, r.version, s.name_en, s.name_zh,
				h.run_id IS NOT NULL AS headline
			FROM current_run r JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
				LEFT JOIN headline_run h ON h.project_id = r.project_id AND h.run_id = r.run_id
			WHERE r.project_id = {self.project_id} ORDER BY r.from_on, r.until_on, r.period, r.profile""")
		chosen = [r for r in runs
			if r["period"] == period and (r["headline"] if scheme is None else r["profile"] == scheme)]
		if not chosen:
			raise Failure("nothing was computed yet: CALL refresh_rankings()" if not runs else
				f"no ranking of period {period}" + (f" by scheme {scheme}" if scheme else "") + ". There are: "
				+ ", ".join(sorted({f"{r['period']} ({r['profile']})" for r in runs})))
		self.run = chosen[0]

	def read_words(self):
		"""What codes are called, and what views and columns are: labels and explanations, from their comments."""
		codes, comments = self.ask(
			" UNION ALL ".join(["SELECT kind, code, en, zh FROM label"] + [
				f"SELECT '{kind}', code, name_en, name_zh FROM {kind}" for kind in
				("dimension", "need_level", "respondent_group", "procurement_mode", "organization_kind", "post_role")]
				+ [f"SELECT 'period', code, name, name FROM milestone WHERE project_id = {self.project_id}",
				"SELECT 'organization', org_id::text, name, name FROM organization",
				f"""SELECT 'contract', c.contract_id::text, o.name || w.which_en, o.name || w.which_zh
					FROM contract c JOIN organization o ON o.org_id = c.provider_id
						CROSS JOIN LATERAL (
							SELECT CASE WHEN count(*) > 1 THEN format(' (contract %s)', c.contract_id) ELSE '' END
									AS which_en,
								CASE WHEN count(*) > 1 THEN format('（合同%s）', c.contract_id) ELSE '' END AS which_zh
							FROM contract d WHERE d.project_id = c.project_id AND d.provider_id = c.provider_id
						) w
					WHERE c.project_id = {self.project_id}""",
				f"""SELECT 'item', contract_id || '/' || item, coalesce(name, item), coalesce(name, item)
					FROM contract_item WHERE project_id = {self.project_id}"""]),
			f"""SELECT c.relname AS view, a.attname AS name, coalesce(col_description(c.oid, a.attnum), a.attname)
					AS text, coalesce(obj_description(c.oid, 'pg_class'), c.relname) AS view_text
				FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
				WHERE c.relnamespace = {literal(identifier(self.workspace))}::regnamespace
					AND c.relkind IN ('v', 'r')""")
		self.codes = {}
		for row in codes:
			self.codes.setdefault((row["kind"], row["code"]), (row["en"], row["zh"]))
		self.columns = {}
		self.titles = {}
		for row in comments:
			self.columns.setdefault(row["view"], {})[row["name"]] = self.label_of(row["text"])
			self.titles[row["view"]] = self.label_of(row["view_text"])

	def word(self, name):
		return self.say(*WORDS[name])

	def code(self, kind, code):
		"""The word for a code, or the code itself."""
		return self.say(*self.codes.get((kind, code), (code, code)))

	def has(self, view):
		return view in self.columns

	def day(self, day):
		"""A day as people write it."""
		return day if day is None or self.language != "zh" else "{}年{}月{}日".format(*(int(p) for p in day.split("-")))

	def days(self):
		return f"{self.day(self.run['from_on'])}{self.say(' to ', '至')}{self.day(self.run['until_on'])}"

	def period_name(self):
		period = self.run["period"]
		return self.word("term") if period == "term" else self.code("period", period)

	def scheme_name(self):
		return self.say(self.run["name_en"], self.run["name_zh"])

	def rows_of(self, view, order="1", all_periods=False):
		"""A query for the rows of a view that are about this project, period and scheme."""
		keys = {"project_id": str(self.project_id), "period": literal(self.run["period"]),
			"profile": literal(self.run["profile"])}
		conditions = " AND ".join(f"v.{key} = {value}" for key, value in keys.items()
			if key in self.columns[view] and not (key == "period" and all_periods))
		return f"SELECT v.* FROM {identifier(view)} v WHERE {conditions or 'true'} ORDER BY {order}"

	def sheets(self, names):
		"""Of each sheet whose view is there: its name, its columns, its rows as they are shown."""
		there = []
		for name in names:
			sheet = SHEETS[name]
			if not self.has(sheet.view):
				print(f"{name}: left out, the workspace has no view {sheet.view}")
				continue
			columns = [c for c in sheet.columns if c.name in self.columns[sheet.view]]
			missing = [c.name for c in sheet.columns if c not in columns]
			if missing:
				print(f"{name}: without {', '.join(missing)}, which {sheet.view} does not have")
			there.append((name, sheet, columns))
		answers = self.ask(*[self.rows_of(sheet.view, sheet.order, sheet.all_periods) for _, sheet, _ in there])
		for (name, sheet, columns), rows in zip(there, answers):
			print(f"{name}: {len(rows)} rows")
			yield name, sheet, columns, [[self.shown(c, row) for c in columns] for row in rows]

	def shown(self, column, row):
		"""How a value is shown and the value: a number, a date as ISO text, a text, or None."""
		value = row[column.name]
		if self.language == "zh" and column.chinese in row:
			value = row[column.chinese]
		show = column.show
		if show == "measure":
			# %: a share of 0 to 1 is shown as per cent
			show = "share" if row.get("unit") == "%" else "number"
		if column.name == "village" and value is None and "contract_id" in row:
			# what names no site is about all of a contract, or the project
			value = self.word("project") if row["contract_id"] is None else self.say(
				*(f"{who}{all_sites}" for who, all_sites in zip(self.codes[("contract", str(row["contract_id"]))],
					(": all sites", "：全部服务点"))))
		if column.also in row:
			value = self.say("; ", "；").join(filter(None, (value, row[column.also]))) or None
		if isinstance(value, list):
			return "text", self.say(", ", "、").join(self.code(column.show, str(v)) for v in value) or None
		if isinstance(value, bool):
			return "text", self.word("yes" if value else "no")
		if value is None:
			return show if show in VALUES else "text", None
		if show in VALUES and show != "text" and (not isinstance(value, str) or show == "date"):
			return show, value
		if show == "item":
			return "text", self.say(*self.codes.get(("item", f"{row['contract_id']}/{value}"), (value, value)))
		# a code, or NaN and infinity, which JSON writes as text
		return "text", str(value) if show in VALUES else self.code(show, str(value))

	def header(self, sheet, column):
		"""Label and explanation of a column."""
		labels = self.columns[sheet.view]
		# what an English text and its Chinese twin are called differs by a word for the language
		name = column.chinese if self.language == "zh" and column.chinese in labels else column.name
		label, explanation = labels[name]
		label = re.sub(r"（中文）$| \(Chinese\)$", "", label)
		if column.also in labels:
			label = self.say(" and ", "及").join((label, labels[column.also][0]))
		return self.say(*column.title) if column.title else label, explanation


def workspace_arguments(description):
	parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
	parser.add_argument("-d", "--database", help="as psql takes it; without it PGDATABASE")
	parser.add_argument("-w", "--workspace", default="evaluation", help="schema (default: evaluation)")
	parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the paper (default: zh)")
	return parser


def arguments(description):
	parser = workspace_arguments(description)
	parser.add_argument("--project", help="number or name; not needed where there is one")
	parser.add_argument("--period", help="2022Q2, 2022, the code of a milestone, ... (default: term)")
	parser.add_argument("--scheme", help="scheme that judged (default: the first in order of display)")
	return parser


def run(main):
	"""Runs a program; what a user can put right ends it with a line and status 1."""
	try:
		main()
	except (Failure, OSError) as failure:
		print(f"{sys.argv[0].rsplit('/', 1)[-1]}: {failure}", file=sys.stderr)
		sys.exit(1)
