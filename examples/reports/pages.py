# SPDX-License-Identifier: PostgreSQL
"""Pages of A4 as HTML in one file, and as PDF by Chromium where it is there."""

import html
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import reports

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Serif for what is read on paper; fonts of Windows, macOS and Linux in turn.
STYLE = """
@page { size: A4; margin: 22mm 18mm 20mm 18mm;
	@top-left { content: %(head)s; font: 9pt %(fonts)s; color: #555; }
	@top-right { content: %(side)s; font: 9pt %(fonts)s; color: #555; }
	@bottom-center { content: %(page)s; font: 9pt %(fonts)s; color: #555; } }
* { box-sizing: border-box; }
html { background: #e4e4e4; }
body { margin: 0; font: 10.5pt/1.5 %(fonts)s; color: #111; overflow-wrap: anywhere; }
section { background: #fff; width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 20mm 18mm; }
h1 { font-size: 20pt; line-height: 1.35; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 16pt; line-height: 1.35; text-align: center; margin: 0 0 2mm; }
h3 { font-size: 12pt; margin: 3.5mm 0 1.2mm; break-after: avoid; }
p { margin: 1mm 0; }
.under { text-align: center; color: #333; margin-bottom: 3mm; }
.note { font-size: 9pt; color: #333; }
/* half of a border stands outside */
table { border-collapse: collapse; table-layout: fixed; width: calc(100%% - 2px); margin: 0 1px; font-size: 9.5pt;
	line-height: 1.35; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #444; padding: 0.7mm 1.5mm; vertical-align: middle; }
th { background: #ececec; font-weight: bold; text-align: center; print-color-adjust: exact;
	-webkit-print-color-adjust: exact; }
td.number { text-align: right; white-space: nowrap; }
td.middle { text-align: center; }
.key td { text-align: center; font-size: 13pt; font-weight: bold; padding: 1.5mm; }
svg { display: block; width: 100%%; height: auto; font-family: %(fonts)s; print-color-adjust: exact;
	-webkit-print-color-adjust: exact; }
td svg { width: 34mm; margin: auto; }
.letter p { font-size: 15pt; line-height: 1.9; text-indent: 2em; margin: 0; text-align: justify; }
/* a check number in a Chinese line breaks anywhere, so that the line is not pulled apart */
.letter:lang(zh-CN) p { word-break: break-all; }
.letter h2 { font-size: 20pt; margin: 6mm 0 12mm; }
.letter p.flush { text-indent: 0; }
.letter p.middle { text-align: center; text-indent: 0; margin-bottom: 8mm; }
.letter p.right { text-align: right; text-indent: 0; }
.letter p:not(.right) + p.right { margin-top: 12mm; }
.letter .end { break-inside: avoid; }
.sign { margin-top: 6mm; display: flex; justify-content: space-between; gap: 8mm; }
@media print {
	html { background: none; }
	section { width: auto; min-height: 0; margin: 0; padding: 0; break-after: page; }
	section:last-of-type { break-after: auto; }
}
@media screen and (max-width: 210mm) { section { width: 100%%; min-height: 0; padding: 5mm; } }
"""
FONTS = '"Noto Serif CJK SC", "Songti SC", SimSun, "宋体", serif'


def text(value):
	"""Escaped; characters that no page can hold are replaced."""
	return html.escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "\ufffd", str(value)))


def css_text(value):
	"""A string of CSS: all but letters and digits as numbers, so that nothing in it can end it."""
	return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in value) + '"'


def page(paper, title, side, sections, kind=""):
	number = 'counter(page) " / " counter(pages)'
	style = STYLE % {"head": css_text(title), "side": css_text(side), "page": number, "fonts": FONTS}
	return f"""<!DOCTYPE html>
<html lang="{paper.say('en', 'zh-CN')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body class="{kind}">
{"".join(f"<section>{section}</section>" for section in sections)}
</body>
</html>
"""


def browser():
	return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_pdf(source, target):
	"""Prints a page; there is no PDF where there is no browser, which ends the program."""
	program = browser()
	if program is None:
		raise reports.Failure(f"{source} is written, but no {target}: it takes chromium (apt-get install chromium "
			"fonts-noto-cjk), or a browser in which you print it")
	print(f"printing {target} (a hundred pages take a minute)", flush=True)
	with tempfile.TemporaryDirectory(prefix="service_eval.") as home:
		# chromium refuses its sandbox to root
		command = [program, "--headless", *(["--no-sandbox"] if os.geteuid() == 0 else []), "--disable-gpu",
			"--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={home}", "--no-pdf-header-footer",
			f"--print-to-pdf={os.path.join(home, 'paper.pdf')}", pathlib.Path(source).resolve().as_uri()]
		run = subprocess.run(command, capture_output=True, text=True, timeout=600)
		if run.returncode or not os.path.exists(os.path.join(home, "paper.pdf")):
			raise reports.Failure(f"{program} printed nothing:\n{run.stderr}")
		shutil.move(os.path.join(home, "paper.pdf"), target)


def write(options, content):
	"""Writes FILE.html and, with --pdf, FILE.pdf beside it."""
	with open(options.file, "w", encoding="utf-8") as file:
		file.write(content)
	print(f"{options.file} is written")
	if options.pdf:
		target = os.path.splitext(options.file)[0] + ".pdf"
		print_pdf(options.file, target)
		print(f"{target} is written")


def add_arguments(parser):
	parser.add_argument("--pdf", action="store_true", help="prints it as PDF beside the HTML, by chromium")
	parser.add_argument("file", help="HTML file to write; replaced if it is there")
