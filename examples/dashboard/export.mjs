#!/usr/bin/env node
// SPDX-License-Identifier: PostgreSQL
// Writes the data of the dashboard: node export.mjs --help
//
// psql runs export.sql, in one transaction.  Its lines are checked and become scripts in a new folder.  When all is
// there, data.js is replaced, which names the folder: a reader sees the old data or the new ones.  When anything fails,
// the site stays as it was.

import {spawn} from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));

const HELP = `node export.mjs [options]      PGHOST, PGUSER, ... as for psql

  -d, --database NAME    of the workspace; PGDATABASE otherwise
  -w, --workspace NAME   evaluation
  -r, --role ROLE        rights of a role of the workspace (create_roles): dashboard (default), analyst, finance, ...;
                         "login": those of who logs in
  -e, --explain WHICH    results whose scores are explained: all (default), term, none; each takes 10 ms
  -s, --site FOLDER      site, beside this program; made by build.mjs
      --psql PROGRAM     psql
`;

class Failure extends Error {}

// A script that reads the same in every browser and inside of every page
function as_script(value) {
	return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (c) =>
		`\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// Lines end with \n alone.  readline takes U+2028 for an end as well, and a name may hold one.
async function* lines_of(stream) {
	let rest = "";
	for await (const chunk of stream.setEncoding("utf8")) {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop();
		yield* lines;
	}
	if (rest) {
		yield rest;
	}
}

// label: explanation | 标签：说明, in two languages; a bureau may have comments of another form
function words_of(comment, name) {
	const found = /^(.*?): (.*) \| (.*?)：(.*)$/s.exec(comment ?? "");
	return found ? {label: [found[1], found[3]], explanation: [found[2], found[4]]}
		: {label: [name, name], explanation: [comment ?? "", comment ?? ""]};
}

// What comes from psql, line by line, goes into files and into what the page knows of the whole.
class Site {
	constructor(folder) {
		this.folder = folder;
		this.names = new Set();
		this.sites = new Set();		// files of villages that the page may ask for
		this.index = {projects: [], views: {}, codes: Object.create(null)};
		this.left_out = [];
		this.projects = new Map();
		this.words = [];
		this.rows = [];
	}

	line(text) {
		let line;
		try {
			line = JSON.parse(text);
		} catch {
			throw new Failure(`psql wrote what is no JSON: ${text.slice(0, 200)}`);
		}
		if (this.ended) {
			throw new Failure("psql wrote more after its last line");
		}
		if (Array.isArray(line)) {
			this.row(line);
			return;
		}
		this.flush();
		this.view = null;
		const [[kind, value]] = Object.entries(line);
		switch (kind) {
			case "about": Object.assign(this.index, value); break;
			case "project": this.project(value); break;
			case "run": this.run(value); break;
			case "words": this.words.push(value); break;
			case "code": this.code(value); break;
			case "end": this.ended = true; break;
			default: this.open(line);
		}
	}

	project([project_id, name]) {
		const project = {project_id, name, periods: [], runs: []};
		this.projects.set(project_id, project);
		this.index.projects.push(project);
	}

	run([project_id, period, kind, from_on, until_on, profile, finished_at, sealed, en, zh]) {
		const project = this.projects.get(project_id);
		if (!project.periods.some((p) => p.period === period)) {
			project.periods.push({period, kind, from_on, until_on, name: [en, zh]});
		}
		project.runs.push({period, profile, finished_at, sealed});
	}

	code([kind, code, en, zh]) {
		// a code may be called __proto__
		(this.index.codes[kind] ??= Object.create(null))[code] = [en, zh];
	}

	open({view, columns, may}) {
		if (!may) {
			this.left_out.push(view);
			this.index.views[view] = {...words_of(null, view), file: null, columns: {}};
			return;
		}
		const file = this.contract.files[view] ?? (columns.includes("project_id") ? "project" : "common");
		const at = (name) => columns.indexOf(name);
		this.view = {view, columns, file, project: at("project_id"), period: at("period"), site: at("site_id")};
		this.index.views[view] = {...words_of(null, view), file, columns: {}};
		this.views = (this.views ?? 0) + 1;
	}

	row(row) {
		const {view, columns, file, project, period, site} = this.view ?? {};
		if (!view || row.length !== columns.length) {
			throw new Failure(`a row of ${view ?? "nothing"} has ${row.length} columns`);
		}
		const name = file === "common" ? "common" : this.file_of(file, row[project], row[period], row[site]);
		if (name === null) {
			return;				// of a project or period without a current result
		}
		if (name !== this.name) {
			this.flush();
			this.name = name;
		}
		this.rows.push(row);
		if (view === "village_ranking") {
			this.sites.add(`p${row[project]}/s${row[site]}`);
		}
	}

	file_of(file, project_id, period, site_id) {
		const project = this.projects.get(project_id);
		if (!project) {
			return null;
		}
		const place = file === "period" ? project.periods.findIndex((p) => p.period === period) : 0;
		return place < 0 ? null : file === "site" && site_id !== null ? `p${project_id}/s${site_id}`
			: file === "period" ? `p${project_id}/t${place}` : `p${project_id}`;
	}

	// The rows of a view that belong into one file
	flush() {
		if (this.rows.length > 0) {
			const file = path.join(this.folder, `${this.name}.js`);
			fs.mkdirSync(path.dirname(file), {recursive: true});
			fs.appendFileSync(file, `dashboard_data(${as_script(this.name)}, ${as_script(this.view.view)}, `
				+ `${as_script(this.view.columns)}, [\n${this.rows.map(as_script).join(",\n")}]);\n`);
			this.names.add(this.name);
		}
		this.rows = [];
		this.name = null;
	}

	// What the page reads first
	finish(generation) {
		if (!this.ended) {
			throw new Failure("psql ended before its last line");
		}
		for (const [view, name, words, kind] of this.words) {
			const entry = this.index.views[view];
			if (entry && name === null) {
				Object.assign(entry, words_of(words, view));
			} else if (entry) {
				entry.columns[name] = {...words_of(words, name), ...(kind && {kind})};
			}
		}
		// a village's file is asked for by its number: a list of thousands would only be read in vain
		for (const name of this.sites) {
			if (!this.names.has(name)) {
				fs.mkdirSync(path.join(this.folder, path.dirname(name)), {recursive: true});
				fs.writeFileSync(path.join(this.folder, `${name}.js`), "// no rows\n");
			}
		}
		this.index.files = [...this.names].filter((name) => !/\/s/.test(name));
		this.index.generation = generation;
		// parsed as JSON: in a literal a code called __proto__ would not be a code
		return `dashboard_data("index", "index", [], JSON.parse(${as_script(JSON.stringify(this.index))}));\n`;
	}
}

async function read_psql(options, site) {
	const settings = {ON_ERROR_STOP: "1", workspace: options.workspace, role: options.role, explain: options.explain};
	const psql = spawn(options.psql, ["-X", "-q", "-A", "-t", ...options.database ? ["-d", options.database] : [],
		...Object.entries(settings).flatMap(([name, value]) => ["-v", `${name}=${value}`]), "-f", "export.sql"],
	{cwd: here, stdio: ["ignore", "pipe", "inherit"]});
	const ended = new Promise((resolve, reject) => {
		psql.on("error", (error) => reject(new Failure(`${options.psql}: ${error.message}`)));
		psql.on("close", resolve);
	});
	ended.catch(() => {});		// asked below
	try {
		for await (const line of lines_of(psql.stdout)) {
			site.line(line);
			progress(site);
		}
	} catch (error) {
		psql.kill();
		throw error;
	} finally {
		const status = await ended;
		progress(null);
		if (status !== 0 && status !== null) {
			throw new Failure(`psql ended with status ${status}`);
		}
	}
}

// On a terminal: which answer is being read.  A job of the night writes nothing.
function progress(site) {
	if (!process.stderr.isTTY) {
		return;
	}
	const view = site?.view?.view ?? "";
	if (progress.shown !== view) {
		process.stderr.write(`\r\x1b[K${view ? `${site.views}: ${view}` : ""}`);
		progress.shown = view;
	}
}

async function main() {
	const {values: options} = parseArgs({options: {
		database: {type: "string", short: "d"}, workspace: {type: "string", short: "w", default: "evaluation"},
		role: {type: "string", short: "r", default: "dashboard"}, explain: {type: "string", short: "e", default: "all"},
		site: {type: "string", short: "s"},
		psql: {type: "string", default: "psql"}, help: {type: "boolean", short: "h"},
	}});
	if (options.help) {
		process.stdout.write(HELP);
		return;
	}
	if (!["all", "term", "none"].includes(options.explain)) {
		throw new Failure(`--explain is all, term or none, not "${options.explain}"`);
	}
	const begun = Date.now();
	const root = path.resolve(options.site ?? path.join(here, "site"));
	if (!fs.existsSync(path.join(root, "index.html"))) {
		throw new Failure(`there is no site in ${root}: run node build.mjs first`);
	}
	const data = path.join(root, "data");
	fs.mkdirSync(data, {recursive: true});
	const generation = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}-${process.pid}`;
	const folder = path.join(data, `.${generation}`);
	fs.mkdirSync(folder);
	try {
		const site = new Site(folder);
		site.contract = JSON.parse(fs.readFileSync(path.join(here, "contract.json"), "utf8"));
		await read_psql(options, site);
		const index = site.finish(generation);
		fs.renameSync(folder, path.join(data, generation));
		fs.writeFileSync(path.join(root, "data.js.new"), index);
		fs.renameSync(path.join(root, "data.js.new"), path.join(root, "data.js"));
		drop_old(data, generation);
		console.log(`${site.views} answers of ${site.index.projects.length} projects in ${root}, `
			+ `${((Date.now() - begun) / 1000).toFixed(1)} s`);
		if (site.left_out.length > 0) {
			console.log(`left out, not to be read by "${options.role}": ${site.left_out.join(", ")}`);
		}
	} finally {
		fs.rmSync(folder, {recursive: true, force: true});
	}
}

// The generation before stays: pages that are open read it.
function drop_old(data, generation) {
	const others = fs.readdirSync(data).filter((name) => name !== generation && /^[0-9]{14}-/.test(name)).sort();
	for (const name of others.slice(0, -1)) {
		fs.rmSync(path.join(data, name), {recursive: true, force: true});
	}
}

main().catch((error) => {
	console.error(`export: ${error instanceof Failure || error.code ? error.message : error.stack}`);
	console.error("The site is as it was.");
	process.exitCode = 1;
});
