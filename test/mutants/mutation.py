"""Where the sources can be changed, and which of these mutants a seed chooses.

A mutant is one change of the table `operators` at one place. It is known by its file, the words of its line, the change
and which of the same changes to lines of these words it is: so it stays the same when lines above it are added.
"""

import collections
import glob
import hashlib
import os
import re

HERE = os.path.dirname(os.path.realpath(__file__))

# Kernels, and the files with the formulas of the rooms.
C_FILES = ["src/math/*.[ch]", "src/*/*_kernel.[ch]"] + [f"src/{room}/*.[ch]" for room in
	("inequality", "distribution", "ranking", "scores", "contract", "photos")]
# Tables of numbers that programs have made
C_TABLES = ["src/math/probability_table.h", "src/math/random_table.h"]
SQL_FILES = [f"src/workspace/{floor}/**/*.sql" for floor in
	("2_rules", "3_periods", "4_measures", "5_results", "6_answers", "7_operation")]
# No file and no operator has more of the chosen than this.
MOST_OF_FILE = {"c": 3, "sql": 2}
MOST_OF_OPERATOR = 12

# Calls whose arguments are left alone: words of errors, numbers of arguments, and what decides when to stop or how much
# memory is taken, which no result tells.
C_CALLS = ("ereport|elog|errmsg\\w*|errdetail\\w*|errhint\\w*|Assert|StaticAssert\\w*|PG_FUNCTION_INFO_V1|"
	"PG_GETARG_\\w+|PG_ARGISNULL|CHECK_FOR_INTERRUPTS|stop_if_asked\\w*|next_stop|memory_get|memory_try|memory_advise|"
	"palloc\\w*|repalloc\\w*|MemoryContext\\w+|fill_float8\\w*")
C_DIRECTIVES = re.compile(r"^[ \t]*#[ \t]*(?:include|if|ifdef|ifndef|elif|else|endif|undef|error|pragma)\b.*$", re.M)
C_LITERALS = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
SQL_LITERALS = re.compile(r"""--[^\n]*|/\*.*?\*/|\b[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|"""
	r"""\$(?:[A-Za-z_]\w*)?\$""", re.S)
# Parts of SQL that are left alone: words for people, indexes, rights, estimates for the planner.
SQL_PARTS = re.compile(r"\bCOMMENT ON\b[^;]*;|\bRAISE\b[^;]*;|\bCREATE (?:UNIQUE )?INDEX\b[^;]*;|"
	r"^(?:GRANT|REVOKE)\b[^;]*;|\bGET (?:STACKED )?DIAGNOSTICS\b[^;]*;|\bSET search_path = [^\n]*|\b(?:ROWS|COST) \d+|"
	r"\bTABLE IF NOT EXISTS\b|\bOR REPLACE\b", re.M)
# What ends an operand of AND and OR
SQL_ENDS = {"AND", "OR", "THEN", "ELSE", "WHEN", "END", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "WINDOW", "LIMIT",
	"UNION", "EXCEPT", "INTERSECT", "JOIN", "LEFT", "CROSS", "FULL", "LOOP", "FOR", "RETURNING", "INTO", "AS", "ON"}
C_ENDS = re.compile(r"&&|\|\||[;?:,]")

Operator = collections.namedtuple("Operator", "language where name pattern until replacement")
Mutant = collections.namedtuple("Mutant", "language path operator start end replacement line words change which")


def key_of(mutant):
	return mutant.path, mutant.words, mutant.change, mutant.which


def read_table(path, columns):
	"""The rows of a table, and their numbers."""
	with open(path, encoding="utf-8") as file:
		for number, line in enumerate(file.read().split("\n"), 1):
			if line and not line.startswith("#"):
				row = line.split("\t")
				if len(row) != columns:
					raise SystemExit(f"{path}:{number}: {len(row)} columns, not {columns}")
				yield number, row


def read_operators(path=os.path.join(HERE, "operators")):
	operators = []
	for _, (language, where, name, pattern, replacement) in read_table(path, 5):
		until = next((word for word in ("OPERAND", "PARENTHESIS") if pattern.endswith(word)), None)
		operators.append(Operator(language, where, name, re.compile(pattern[:len(pattern) - len(until or "")]), until,
			replacement))
	return operators


def read_equivalent(path=os.path.join(HERE, "equivalent")):
	"""The mutants that nothing can tell from the sources, and why."""
	return {(path, words, change, int(which)): reason
		for _, (path, words, change, which, reason) in read_table(path, 5)}


def blank(match, inside=" "):
	return re.sub(r"[^\n]", inside, match if isinstance(match, str) else match.group())


def closing(mask, opened):
	"""The place after the parenthesis that closes the one at `opened`."""
	depth = 0
	for place in range(opened, len(mask)):
		depth += (mask[place] in "([{") - (mask[place] in ")]}")
		if depth == 0:
			return place + 1
	return len(mask)


def mask_c(text):
	"""The text, as long as it was, without what is left alone."""
	mask = C_DIRECTIVES.sub(blank, C_LITERALS.sub(blank, text))
	for call in reversed(list(re.finditer(rf"\b(?:{C_CALLS})\s*(?=\()", mask))):
		end = closing(mask, call.end())
		mask = mask[:call.end()] + blank(mask[call.end():end]) + mask[end:]
	return mask


def mask_sql_literal(match):
	literal = match.group()
	if literal[0] == "$":
		return ";" * len(literal)		# a body is code, and ends a statement
	if literal[-1] == "'":
		quote = literal.index("'")
		return " " * quote + "'" + blank(literal[quote + 1:-1], "~") + "'"
	return blank(literal)


def mask_sql(text):
	"""The same of SQL; strings are ~ between quotes."""
	return SQL_PARTS.sub(blank, SQL_LITERALS.sub(mask_sql_literal, text))


def operand_end(language, mask, start):
	"""The end of the operand that begins at `start`."""
	place, between, cases, before = start, False, 0, None
	while place < len(mask):
		character = mask[place]
		if character in "([{":
			place = closing(mask, place)
			continue
		if character in ")]};":
			break
		if language == "c":
			if C_ENDS.match(mask, place):
				break
		elif character == "," and not cases:
			break
		elif character.isalpha() and not re.match(r"[\w.$]", mask[place - 1]):
			word = re.match(r"\w+", mask[place:]).group()
			if word == "CASE":
				cases += 1
			elif cases:
				cases -= word == "END"
			elif word == "BETWEEN":
				between = True
			elif word == "AND" and between:
				between = False
			elif word in SQL_ENDS and not (word == "FROM" and before == "DISTINCT"):
				break
			before = word
			place += len(word)
			continue
		place += 1
	return start + len(mask[start:place].rstrip())


def short(words):
	return " ".join(words.split())


def mutants_of(path, text, operators):
	"""All mutants of one file, in the order of their places."""
	language = "sql" if path.endswith(".sql") else "c"
	mask = mask_sql(text) if language == "sql" else mask_c(text)
	found = []
	for operator in operators:
		if operator.language != language:
			continue
		if operator.where == "string":
			places = [(match.start(1), match.end(1), operator.replacement) for match in re.finditer(r"'(~+)'", mask)
				if operator.pattern.fullmatch(text, match.start(1), match.end(1))]
		else:
			places = []
			for match in operator.pattern.finditer(mask):
				end = match.end()
				if operator.until == "OPERAND":
					end = operand_end(language, mask, end)
				elif operator.until == "PARENTHESIS":
					end = closing(mask, end - 1)
				places.append((match.start(), end, match.expand(operator.replacement)))
		for start, end, replacement in places:
			first = text.rfind("\n", 0, start + 1 if text[start] != "\n" else start) + 1
			last = text.find("\n", first)
			change = f"{short(text[start:end])} -> {short(replacement) or '(nothing)'}"
			found.append(Mutant(language, path, operator.name, start, end, replacement, text.count("\n", 0, first) + 1,
				short(text[first:last if last >= 0 else None]), change, 0))
	found.sort(key=lambda mutant: (mutant.start, mutant.end, mutant.change))
	seen = collections.Counter()
	numbered = []
	for mutant in found:
		seen[mutant.words, mutant.change] += 1
		numbered.append(mutant._replace(which=seen[mutant.words, mutant.change]))
	return numbered


def changed(text, mutant):
	return text[:mutant.start] + mutant.replacement + text[mutant.end:]


def source_files(root, language):
	patterns, left_out = (C_FILES, C_TABLES) if language == "c" else (SQL_FILES, [])
	paths = {os.path.relpath(path, root) for pattern in patterns
		for path in glob.glob(os.path.join(root, pattern), recursive=True)}
	return sorted(paths - set(left_out))


def all_mutants(root, language, operators=None):
	operators = operators or read_operators()
	mutants = []
	for path in source_files(root, language):
		with open(os.path.join(root, path), encoding="utf-8") as file:
			mutants += mutants_of(path, file.read(), operators)
	return mutants


def choose(mutants, seed, left_out=()):
	"""The mutants in the order in which a seed takes them: by a hash, one a line, and not too many of a file or of an
	operator.  What a change of the sources does not touch keeps its place."""
	def place(mutant):
		return hashlib.sha256("\t".join(map(str, (seed, *key_of(mutant)))).encode()).digest()

	files, names, lines = collections.Counter(), collections.Counter(), set()
	chosen, later = [], []
	for mutant in sorted((mutant for mutant in mutants if key_of(mutant) not in left_out), key=place):
		line = mutant.path, mutant.line
		if line in lines:
			continue
		if (files[mutant.path] >= MOST_OF_FILE[mutant.language] or
				names[mutant.operator] >= MOST_OF_OPERATOR):
			later.append(mutant)
			continue
		lines.add(line)
		files[mutant.path] += 1
		names[mutant.operator] += 1
		chosen.append(mutant)
	return chosen + later
