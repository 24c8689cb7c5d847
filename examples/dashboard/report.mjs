#!/usr/bin/env node
// SPDX-License-Identifier: PostgreSQL
// Prints pages of the site to PDF, A4: node report.mjs --help
//
// It opens the site as a reader does, with Debian's Chromium, so paper and screen say the same.

import {execFileSync} from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {parseArgs} from "node:util";

import {chromium} from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));

const HELP = `node report.mjs [options] PAGE...

  PAGE                 overview, ranking, village, resources, suspension, inclusion, agencies, payment, form
  -l, --language CODE  zh (default) or en
  -p, --project N      the first of the site
      --period LABEL   the whole term
      --profile NAME   the first scheme
  -v, --village N      of the page village: its site_id; "all" prints each on a file of its own
  -o, --output FOLDER  where the files go; "." by default
  -s, --site FOLDER    site, beside this program
      --browser FILE   /usr/bin/chromium
`;

class Failure extends Error {}

// Without one a Chinese text is printed as empty boxes.
function check_fonts() {
	let fonts = "unknown";
	try {
		fonts = execFileSync("fc-list", [":lang=zh", "family"], {encoding: "utf8"});
	} catch {
		// no fontconfig on the path: Chromium will tell
	}
	if (fonts.trim() === "") {
		throw new Failure("there is no Chinese font: apt-get install fonts-noto-cjk");
	}
}

async function open(page, root, name, values) {
	const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined));
	await page.goto("about:blank");
	await page.goto(`${pathToFileURL(path.join(root, "index.html"))}#/${name}?${query}`);
	await page.waitForSelector("body[data-shown]", {timeout: 60000});
	const wrong = await page.locator(".notice.error").allInnerTexts();
	if (wrong.length > 0) {
		throw new Failure(`${name}: ${wrong.join(" ").replace(/\s+/g, " ")}`);
	}
	// charts are drawn when they know their width
	await page.waitForFunction(() => [...document.querySelectorAll(".canvas")].every((c) =>
		c.querySelector("svg[viewBox]")));
}

async function print(page, file) {
	await page.pdf({path: `${file}.new`, preferCSSPageSize: true, printBackground: true});
	fs.renameSync(`${file}.new`, file);
	console.log(file);
}

async function villages(page, root, values) {
	await open(page, root, "village", values);
	return page.$$eval("#site option", (options) => options.map((option) => option.value).filter(Boolean));
}

async function main() {
	const {values: options, positionals: pages} = parseArgs({allowPositionals: true, options: {
		language: {type: "string", short: "l", default: "zh"}, project: {type: "string", short: "p"},
		period: {type: "string"}, profile: {type: "string"}, village: {type: "string", short: "v"},
		output: {type: "string", short: "o", default: "."}, site: {type: "string", short: "s"},
		browser: {type: "string", default: "/usr/bin/chromium"}, help: {type: "boolean", short: "h"},
	}});
	if (options.help || pages.length === 0) {
		(options.help ? process.stdout : process.stderr).write(HELP);
		process.exitCode = options.help ? 0 : 1;
		return;
	}
	const root = path.resolve(options.site ?? path.join(here, "site"));
	if (!fs.existsSync(path.join(root, "data.js"))) {
		throw new Failure(`there are no data in ${root}: run node export.mjs first`);
	}
	if (pages.includes("village") && options.village === undefined) {
		throw new Failure("which village? --village 13, or --village all");
	}
	check_fonts();
	fs.mkdirSync(options.output, {recursive: true});
	const browser = await chromium.launch({executablePath: options.browser,
		args: process.getuid?.() === 0 ? ["--no-sandbox"] : []});
	try {
		const page = await browser.newPage({viewport: {width: 1100, height: 1400}});
		const {language, project, period, profile} = options;
		const values = {language, project, period, profile};
		for (const name of pages) {
			const all = name === "village" && options.village === "all";
			const sites = all ? await villages(page, root, values) : [name === "village" ? options.village : undefined];
			for (const [place, site] of sites.entries()) {
				await open(page, root, name, {...values, site});
				const file = [name, site, period, profile, language].filter(Boolean).join("-").replace(/[^\w-]/g, "_");
				if (process.stderr.isTTY && sites.length > 1) {
					process.stderr.write(`${place + 1} of ${sites.length}: `);
				}
				await print(page, path.join(options.output, `${file}.pdf`));
			}
		}
	} finally {
		await browser.close();
	}
}

main().catch((error) => {
	console.error(`report: ${error instanceof Failure ? error.message : error.stack}`);
	process.exitCode = 1;
});
