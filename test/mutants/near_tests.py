"""Which tests are likely to notice a mutant, the nearest first.

Of C: the unit tests that compile the file, then the files of sql/ that name what rests on it, by way of includes.
Of the workspace: the files of sql/ that name the object in which the mutant is, then those that name what uses that.
"""

import collections
import glob
import os
import re

from mutation import blank, mask_c, mask_sql

# A file of sql/ that looks at H City would have to load it first, which takes minutes; make check has it loaded.
NEEDS_H_CITY = re.compile(r"^\\i :once", re.M)
CREATED = re.compile(r"\bCREATE\s+(?:OR REPLACE\s+)?(?:CONSTRAINT\s+)?(FUNCTION|PROCEDURE|AGGREGATE|VIEW|TABLE|TRIGGER|"
	r"TYPE)\s+(?:IF NOT EXISTS\s+)?(?:@workspace@\.)?(\w+)")
# Where no name leads to, these are tried as well.
USUAL = ["indicators", "scoring", "one_project", "any_service", "payment_statement", "seal", "explain_score"]


def read(root, path):
	with open(os.path.join(root, path), encoding="utf-8") as file:
		return file.read()


def paths(root, *patterns):
	return sorted(os.path.relpath(path, root) for pattern in patterns
		for path in glob.glob(os.path.join(root, pattern), recursive=True))


class NearTests:
	def __init__(self, root):
		self.root = root
		self.words = {}				# of each file of sql/
		for path in paths(root, "sql/*.sql"):
			text = read(root, path)
			if not NEEDS_H_CITY.search(text):
				self.words[path] = set(re.findall(r"\w+", text))
		self.read_c()
		self.read_workspace()

	def read_c(self):
		code = {path: read(self.root, path) for path in paths(self.root, "src/*/*.[ch]")
			if path != "src/install/workspace_source.c"}
		self.includers = collections.defaultdict(set)
		self.symbols = {}
		for path, text in code.items():
			for name in re.findall(r'^[ \t]*#[ \t]*include[ \t]*"([^"]*)"', text, re.M):
				self.includers["src/" + name].add(path)
			self.symbols[path] = set(re.findall(r"PG_FUNCTION_INFO_V1\((\w+)\)", text))
			# of macros: SAMPLE_ACCUM(name, ...)
			self.symbols[path] |= set(re.findall(r"^[A-Z_]+\((\w+),", text, re.M))
		self.scripts = []			# words and names of the SQL of each concept
		for path in paths(self.root, "src/*/*.sql"):
			if path.startswith("src/install/"):		# lists of all functions
				continue
			text = read(self.root, path)
			self.scripts.append((set(re.findall(r"\w+", text)), {name for _, name in CREATED.findall(text)}))
		self.unit = {}				# what each unit test compiles
		for path in paths(self.root, "test/unit/test_*.c"):
			text = read(self.root, path)
			named = re.match(r"/\* *sources:(.*?)\*/", text, re.S)
			files = set(named.group(1).split()) if named else set()
			files |= {"src/" + name for name in re.findall(r'^[ \t]*#[ \t]*include[ \t]*"([^"]*)"', text, re.M)}
			self.unit[path] = files

	def read_workspace(self):
		self.objects = {}			# of each file: where an object begins, and its name
		bodies = collections.defaultdict(set)
		for path in paths(self.root, "src/workspace/**/*.sql"):
			text = read(self.root, path)
			mask = re.sub(r"--[^\n]*", blank, text)
			found = list(CREATED.finditer(mask))
			self.objects[path] = [(match.start(), match.group(2)) for match in found]
			for place, match in enumerate(found):
				end = found[place + 1].start() if place + 1 < len(found) else len(mask)
				words = set(re.findall(r"\w+", mask_sql(text)[match.start():end]))
				bodies[match.group(2)] |= words
				fills = re.match(r"[^;$]*?\bRETURNS SETOF (?:@workspace@\.)?(\w+)", mask[match.start():end])
				if fills:				# a step: its rows go to this table
					bodies[fills.group(1)].add(match.group(2))
				if match.group(1) == "TRIGGER":		# who fires it names its table
					on = re.search(r"\bON\s+(?:@workspace@\.)?(\w+)", mask[match.start():end])
					if on:
						bodies[on.group(1)].add(match.group(2))
		self.users = collections.defaultdict(set)
		for name, words in bodies.items():
			for word in words & bodies.keys():
				if word != name:
					self.users[word].add(name)

	def compiled_with(self, path):
		"""The files that change with this one, and how far away they are."""
		distance = {path: 0}
		queue = collections.deque([path])
		while queue:
			file = queue.popleft()
			near = set(self.includers[file])
			if file.endswith(".c"):
				near.add(file[:-2] + ".h")
			for other in near - distance.keys():
				distance[other] = distance[file] + (other != file[:-2] + ".h")
				queue.append(other)
		return distance

	def objects_of(self, path):
		"""The .c files whose objects hold code of this file."""
		if path.endswith(".c"):
			return {path}
		seen, new = set(), {path}
		while new:
			file = new.pop()
			seen.add(file)
			new |= {other for other in self.includers[file] if other not in seen}
		return {file for file in seen if file.endswith(".c")}

	def named_by(self, names, distance, found):
		for path, words in self.words.items():
			if words & names:
				found[path] = min(distance, found.get(path, distance))

	def of_c(self, path):
		found = {}
		held = self.objects_of(path) | {path}
		for test, files in self.unit.items():
			if files & held:
				found[test] = -1
		for file, distance in self.compiled_with(path).items():
			for words, names in self.scripts:
				if words & self.symbols.get(file, set()):
					self.named_by(names, distance, found)
		return found

	def of_workspace(self, mutant):
		found = {}
		stem = os.path.splitext(os.path.basename(mutant.path))[0]
		if f"sql/{stem}.sql" in self.words:
			found[f"sql/{stem}.sql"] = 0
		before = [name for start, name in self.objects[mutant.path] if start <= mutant.start]
		distance = {before[-1] if before else stem: 0}
		queue = collections.deque(distance)
		while queue:
			name = queue.popleft()
			self.named_by({name}, distance[name], found)
			for user in self.users[name] - distance.keys():
				distance[user] = distance[name] + 1
				queue.append(user)
		for name in USUAL:
			found.setdefault(f"sql/{name}.sql", 99)
		return found

	def of(self, mutant, seconds, most):
		"""The tests, nearest first and then quickest first, as many as take `most` seconds. What takes half of that
		alone comes last."""
		found = self.of_c(mutant.path) if mutant.language == "c" else self.of_workspace(mutant)
		chosen, total = [], 0.0
		for test in sorted(found, key=lambda test: (found[test] if seconds[test] <= most / 2 else 100, seconds[test],
			test)):
			if total + seconds[test] <= most or not chosen:
				chosen.append(test)
				total += seconds[test]
		return chosen

	def all(self):
		return sorted(self.unit) + sorted(self.words)
