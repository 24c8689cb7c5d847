"""Which files are shipped: those that git knows or would add. An archive has no git, and a small machine neither: there
it is all but what .gitignore names."""

import fnmatch
import os
import subprocess


def shipped_files(root):
	"""Paths from the root, in order; of files that exist."""
	try:
		names = subprocess.run(["git", "-C", root, "-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard"],
			capture_output=True, text=True, check=False).stdout.splitlines()
	except FileNotFoundError:
		names = []
	return sorted(name for name in names or unignored_files(root) if os.path.isfile(os.path.join(root, name)))


def unignored_files(root, folder=""):
	"""The same without git; of .gitignore's patterns it knows those that we use: * and ?, / at the beginning or the
	end, ! at the beginning."""
	patterns = [*ignored(root, ""), *(ignored(root, folder) if folder else [])]
	for entry in os.scandir(os.path.join(root, folder)):
		path = os.path.join(folder, entry.name)
		if entry.name == ".git" or is_ignored(patterns, path, entry.is_dir()):
			continue
		if entry.is_dir(follow_symlinks=False):
			yield from unignored_files(root, path)
		else:
			yield path


def ignored(root, folder):
	try:
		with open(os.path.join(root, folder, ".gitignore"), encoding="utf-8") as file:
			return [(line.strip(), folder) for line in file if line.strip() and not line.startswith("#")]
	except FileNotFoundError:
		return []


def is_ignored(patterns, path, is_folder):
	"""The last pattern that fits decides."""
	decided = False
	for pattern, base in patterns:
		if fits(pattern.removeprefix("!"), base, path, is_folder):
			decided = not pattern.startswith("!")
	return decided


def fits(pattern, base, path, is_folder):
	if pattern.endswith("/"):
		if not is_folder:
			return False
		pattern = pattern[:-1]
	if "/" in pattern:
		return fnmatch.fnmatchcase(path, os.path.join(base, pattern.lstrip("/")))
	return fnmatch.fnmatchcase(os.path.basename(path), pattern)
