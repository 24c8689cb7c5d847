#!/usr/bin/env node
// Tests of examples/dashboard in Chromium; prints TAP.
//
// The server is the one of PGHOST, PGPORT, PGUSER, PGDATABASE, with service_eval installed; PG_BINDIR is the folder of
// psql.  It takes /usr/bin/chromium and the packages of examples/dashboard (make check-dashboard installs both).
//
// What a page shows is compared with what psql says, never with what the page said before.  Arguments are names of
// parts that alone are run: rankings, hostile, ...

import {execFileSync, spawnSync} from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import {createRequire} from "node:module";
import os from "node:os";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const TOP = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const DASHBOARD = path.join(TOP, "examples/dashboard");
const require = createRequire(path.join(DASHBOARD, "package.json"));
const {chromium} = require("playwright-core");
const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const {fixed, percent} = await import(pathToFileURL(path.join(DASHBOARD, "src/format.js")));
const CONTRACT = JSON.parse(fs.readFileSync(path.join(DASHBOARD, "contract.json"), "utf8"));
const PAGES = Object.keys(CONTRACT.pages);
const LANGUAGES = ["en", "zh"];

const PSQL = process.env.PG_BINDIR ? path.join(process.env.PG_BINDIR, "psql") : "psql";
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "service_eval-dashboard."));

// ---- TAP ----

let count = 0;
let failures = 0;

function ok(passed, name, ...details) {
	count += 1;
	failures += passed ? 0 : 1;
	console.log(`${passed ? "ok" : "not ok"} ${count} - ${name}`);
	for (const detail of passed ? [] : details) {
		const text = typeof detail === "string" ? detail : JSON.stringify(detail, null, 1);
		console.log((text ?? "undefined").slice(0, 3000).replace(/^/gm, "# "));
	}
}

function equal(got, expected, name) {
	const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
	const at = a === b || a === undefined ? 0 : [...a].findIndex((c, place) => c !== [...b][place]);
	ok(a === b, name, `got      ${a?.slice(Math.max(0, at - 60), at + 200)}`,
		`expected ${b?.slice(Math.max(0, at - 60), at + 200)}`);
}

// ---- the database ----

function psql(database, ...more) {
	return execFileSync(PSQL, ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, ...more],
		{encoding: "utf8", maxBuffer: 1 << 28});
}

// Rows of a query as arrays; what psql formats is text already
function ask(workspace, query) {
	return JSON.parse(psql(process.env.PGDATABASE, "-c",
		`SET search_path = ${workspace}, service_eval; SET timezone = 'UTC'`,
		"-c", `SELECT coalesce(json_agg(q), '[]') FROM (${query}) q`).trim()).map((row) => Object.values(row));
}

function export_site(site, workspace, ...more) {
	return spawnSync(process.execPath, ["export.mjs", "-d", process.env.PGDATABASE, "-w", workspace, "-s", site,
		"--psql", PSQL,
		"-r", "login", "-e", "term", ...more], {cwd: DASHBOARD, encoding: "utf8"});
}

function build_site(name) {
	const site = path.join(scratch, name);
	execFileSync(process.execPath, ["build.mjs", site], {cwd: DASHBOARD});
	return site;
}

// ---- the browser ----

const browser = await chromium.launch({executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-dev-shm-usage"]});

// A page that notes what it asks for and what goes wrong
async function new_page(width = 1280) {
	const context = await browser.newContext({viewport: {width, height: 900}, locale: "en-GB"});
	const page = await context.newPage();
	page.asked = [];
	page.wrong = [];
	page.on("request", (request) => page.asked.push(request.url()));
	page.on("requestfailed", (request) => page.wrong.push(`failed: ${request.url()}`));
	page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.wrong.push(message.text()));
	page.on("pageerror", (error) => page.wrong.push(error.stack));
	page.on("dialog", (dialog) => { page.wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
	return page;
}

async function visit(page, root, name, values = {}) {
	await page.goto("about:blank");
	await page.goto(`${root}#/${name}?${new URLSearchParams(values)}`);
	await page.waitForSelector("body[data-shown]", {timeout: 60000});
	await page.waitForFunction(() => [...document.querySelectorAll(".canvas")].every((c) =>
		c.querySelector("svg[viewBox]")),
		null, {timeout: 60000});
}

// The rows of the table with this caption, cells as text
const cells = (page, caption) => page.evaluate((wanted) => {
	const table = [...document.querySelectorAll("table")].find((t) => t.caption?.textContent === wanted);
	return table ? [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)) : null;
}, caption);

function serve(root) {
	const types = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"};
	const server = http.createServer((request, response) => {
		const file = path.join(root, decodeURIComponent(new URL(request.url, "http://x").pathname));
		if (!file.startsWith(root) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200,
			{"content-type": `${types[path.extname(file)]}; charset=utf-8`}).end(fs.readFileSync(file));
	});
	return new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server)); });
}

const file_root = (site) => String(pathToFileURL(path.join(site, "index.html")));
const of_page = (name) => (name === "village" ? {site: "13"} : {});

// ---- the parts ----

function test_format() {
	// half up in decimals, as the database rounds; of numbers with up to nine decimals, and of halves
	const numbers = ask("public", `SELECT v::float8 AS v, to_char(round(v, 2), 'FM999,999,990.00') AS two,
			round(v, 3)::text AS three, to_char(round(100 * v, 1), 'FM999,999,999,990.0') || ' %' AS share
		FROM (SELECT (i * 7919 % 1000003) / 10.0 ^ (i % 9) AS v FROM generate_series(1, 3000) AS i
			UNION ALL SELECT i / 1000.0 + 0.0005 FROM generate_series(1, 2000) AS i
			UNION ALL SELECT i / 100.0 + 0.005 FROM generate_series(1, 2000) AS i) s
		WHERE v < 1e6`);
	const wrong = numbers.filter(([v, two, three, share]) => fixed(v, 2) !== two
		|| fixed(v, 3).replace(/,/g, "") !== three || percent(v) !== share);
	ok(numbers.length > 6000 && wrong.length === 0, "numbers are rounded as the database rounds them", wrong.slice(0,
		5));
	equal([fixed(1e21, 0), fixed(1e-9, 2), fixed(-0.004, 2), fixed(-1234.5, 0), fixed("NaN", 2), fixed("Infinity", 2),
		fixed(1.005, 2), fixed(0.3, 2, true), percent(-0.0125)],
	["1,000,000,000,000,000,000,000", "0.00", "0.00", "−1,235", "NaN", "∞", "1.01", "0.3", "−1.3 %"],
	"so are large, tiny and negative ones, and what is no number is said");
}

// A page and the list of what it reads must not part: what a page names is in its list, and what is listed is named.
function test_contract() {
	const shared = ["table.js", "shapes.js", "layout.js", "main.js", "words.js"]
		.map((name) => fs.readFileSync(path.join(DASHBOARD, "src", name), "utf8")).join("\n");
	const own = new Set(["bar", "name", "value", "tone", "line_class", "place", "grade_bar", "set_low", "set_high",
		"profile", "period", "site_id", "project_id"]);
	const unknown = [];
	const unused = [];
	for (const page of PAGES) {
		const text = fs.readFileSync(path.join(DASHBOARD, `src/pages/${page}.js`), "utf8");
		const imported = [...text.matchAll(/from "(\.\.?\/\w+\.js)"/g)].map(([, other]) =>
			fs.readFileSync(path.join(DASHBOARD, "src/pages", other), "utf8")).join("\n");
		const columns = new Set(Object.values(CONTRACT.pages[page]).flat().map((name) => name.replace("?", "")));
		const named = [...text.matchAll(/\b(?:row|one|line|satisfaction|suspension)\.([a-z]\w*)|name: "(\w+)"/g)]
			.map((found) => found[1] ?? found[2]);
		unknown.push(...named.filter((name) => !columns.has(name) && !own.has(name)).map((name) => `${page}: ${name}`));
		const stem = (name) => name.replace(/_(en|zh|lower|upper)$/, "");
		unused.push(...[...columns].filter((name) => !own.has(name)
			&& !new RegExp(`\\b(${name}|${stem(name)})\\b`).test(text + imported + shared)).map((name) =>
				`${page}: ${name}`));
	}
	equal([...new Set(unknown)], [], "a page reads no column that its list does not have");
	equal(unused, [], "a list has no column that its page does not read");
}

async function test_pages(site, roots) {
	for (const [protocol, root] of Object.entries(roots)) {
		const page = await new_page();
		for (const language of LANGUAGES) {
			for (const name of PAGES) {
				page.asked.length = page.wrong.length = 0;
				await visit(page, root, name, {language, ...of_page(name)});
				const base = root.replace(/index\.html$/, "");
				const foreign = page.asked.filter((url) => !url.startsWith(base) && url !== "about:blank"
					&& !url.startsWith("data:"));
				equal([page.wrong, foreign, await page.locator(".notice.error").allInnerTexts()], [[], [], []],
					`${protocol} ${language} ${name}: no error, and nothing is asked of others`);
				if (protocol === "file") {
					await look(page, name, language);
				}
			}
		}
		await page.context().close();
	}
}

// What holds of a page whatever it shows
async function look(page, name, language) {
	await page.evaluate(AXE);
	const found = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
	ok(found.violations.length === 0, `${language} ${name}: axe finds nothing`,
		found.violations.map((v) =>
			`${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" ")}`));
	// words of the page itself: headings, headers, labels, buttons
	const parts = "nav a, h1, h2, th[scope=col], dt, button, label > span, figcaption, .question, option";
	const own = await page.$$eval(parts,
		(all) => all.map((one) => one.textContent));
	const english = own.filter((text) => /[A-Za-z]{3}/.test(text.replace(/English|home_activity|service_eval/g, "")));
	const chinese = own.filter((text) => /\p{Script=Han}/u.test(text.replace(/中文|H市\S*|第\d+镇|\S*村|JL|儿童之家/gu, "")));
	equal(language === "zh" ? english : chinese, [], `${language} ${name}: no word of the other language`);
	const bare = await page.$$eval("figure.chart", (charts) => charts.filter((chart) =>
		!chart.querySelector("details table")
		&& !chart.nextElementSibling?.matches(".table")).map((chart) => chart.textContent.slice(0, 60)));
	equal(bare, [], `${language} ${name}: each chart has its numbers as a table`);
}

async function test_narrow(root) {
	const widths = [1280, 390];
	const page = await new_page();
	for (const language of LANGUAGES) {
		for (const name of PAGES) {
			for (const width of widths) {
				await page.setViewportSize({width, height: 900});
				await visit(page, root, name, {language, ...of_page(name)});
				const wide = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth,
					...[...document.querySelectorAll(".table")].map((box) => box.scrollWidth - box.clientWidth)]);
				ok(Math.max(...wide) <= 0, `${language} ${name}: nothing scrolls sideways at ${width} pixels`, wide);
			}
		}
	}
	await page.context().close();
}

// Everything that can be used is reached by the tab key, and shows that it is
async function test_keyboard(root) {
	const page = await new_page();
	for (const name of PAGES) {
		await visit(page, root, name, {language: "en", ...of_page(name)});
		const wanted = await page.$$eval("a[href], button:not([disabled]), select, input, summary", (all) =>
			all.filter((one) =>
			one.checkVisibility()).map((one, place) => { one.dataset.place = place; return place; }));
		const reached = new Set();
		const dull = [];
		for (let step = 0; step < wanted.length + 2; step++) {
			await page.keyboard.press("Tab");
			const [place, visible] = await page.evaluate(() => {
				const one = document.activeElement;
				return [one.dataset.place, getComputedStyle(one).outlineStyle !== "none"];
			});
			if (place !== undefined) {
				reached.add(Number(place));
				if (!visible) {
					dull.push(place);
				}
			}
		}
		equal([wanted.filter((place) => !reached.has(place)), dull], [[], []],
			`${name}: each of ${wanted.length} controls is reached by keyboard, and seen to be`);
	}
	await visit(page, root, "ranking", {language: "en"});
	await page.focus('[data-column="score"]');
	await page.keyboard.press("Enter");
	const state = () => page.evaluate(() => [document.activeElement.dataset.column,
		document.activeElement.closest("th").getAttribute("aria-sort"),
		document.activeElement.closest("table").querySelectorAll("[aria-sort]").length]);
	const first = await state();
	await page.keyboard.press("Enter");
	equal([first, await state()], [["score", "descending", 1], ["score", "ascending", 1]],
		"a header sorts by Enter, says how, and keeps the focus");
	equal(new URL(page.url()).hash.includes("sort=score"), true, "the order is in the address");
	await page.keyboard.press("Shift+Tab");
	await page.focus("#period");
	await page.selectOption("#period", "2022Q2");
	await page.waitForFunction(() => document.body.dataset.shown?.includes("2022Q2"));
	equal(await page.evaluate(() => document.activeElement.id), "period", "who chooses a period stays at the choice");
	await page.context().close();
}

async function test_rankings(root) {
	const page = await new_page();
	for (const period of ["term", "2022Q2", "2021"]) {
		for (const profile of ["statutory", "service_object"]) {
			await visit(page, root, "ranking", {language: "en", period, profile});
			const shown = await cells(page, "Village ranking");
			const expected = ask("h_city",
				`SELECT r.rank::text, village, township, to_char(round(score, 2), 'FM990.00') AS score,
					upper(left(g.en, 1)) || substr(g.en, 2) AS grade, CASE WHEN bottom_certain
						THEN 'Bottom for certain' ELSE upper(left(b.en, 1)) || substr(b.en, 2) END AS band,
					CASE WHEN low = high THEN low ELSE concat(low, ' to ', high) END AS ranks,
					to_char(round(100 * p_top::numeric, 1), 'FM990.0') || ' %' AS t,
					to_char(round(100 * p_bottom::numeric, 1), 'FM990.0') || ' %' AS p,
					to_char(round(100 * p_bottom_shrunken, 1), 'FM990.0') || ' %' AS truly,
					to_char(round(satisfaction, 2), 'FM990.00') AS satisfied
				FROM village_ranking r
					-- the confidence set where there is one
					CROSS JOIN LATERAL (SELECT coalesce(to_jsonb(r) ->> 'rank_set_lower', rank_low::text) AS low,
						coalesce(to_jsonb(r) ->> 'rank_set_upper', rank_high::text) AS high) c
					JOIN label g ON g.kind = 'grade' AND g.code = grade
					JOIN label b ON b.kind = 'band' AND b.code = band
				WHERE period = '${period}' AND profile = '${profile}' ORDER BY r.rank, site_id`);
			const sorted = (rows) => rows?.map((row) => row.join("|")).sort();
			ok(expected.length === 100, `${period} ${profile}: the view has 100 rows`);
			equal(sorted(shown), sorted(expected), `ranking ${period} ${profile}: every row is that of the view`);
			equal(shown?.map((row) => row[0]), expected.map((row) => row[0]),
				`ranking ${period} ${profile}: in order of rank`);
		}
	}
	await visit(page, root, "ranking", {language: "zh", township: "第02镇", band: "bottom"});
	equal((await cells(page, "村级排名"))?.map((row) => row[1]).sort(), ask("h_city", `SELECT village FROM village_ranking
		WHERE period = 'term' AND profile = 'statutory' AND township = '第02镇'
			AND band = 'bottom'`).map(([v]) => v).sort(),
	"filters of the address hold");
	await page.fill("#search", "HZ");
	equal([(await cells(page, "村级排名"))?.length, new URL(page.url()).hash.includes("village=HZ")], [1, true],
		"so does one that is typed, and the address has it");
	await page.context().close();
}

async function test_villages(root) {
	const page = await new_page();
	const villages = [[13, "term", "statutory", "en"], [13, "term", "service_object", "zh"],
		[ask("h_city", "SELECT site_id FROM site_place WHERE village = 'KY村'")[0][0], "term", "statutory", "zh"],
		[45, "term", "service_object", "en"]];
	for (const [site, period, profile, language] of villages) {
		const zh = language === "zh";
		const name = `village ${site} ${period} ${profile} ${language}`;
		await visit(page, root, "village", {language, site, period, profile});
		const shown = await cells(page, zh ? "各指标得分" : "Points by indicator");
		const value = (column) => `CASE WHEN ${column} IS NULL THEN '—' WHEN unit = '%'
			THEN to_char(round(100 * ${column}, 1), 'FM999,990.0') || ' %'
			ELSE rtrim(to_char(trim_scale(round(${column}, 3)), 'FM999,999,990.999'), '.') END`;
		const expected = ask("h_city", `SELECT upper(left(d.w, 1)) || substr(d.w, 2) AS dimension, code,
				upper(left(i.w, 1)) || substr(i.w, 2) AS name, ${value("value")} AS value, ${value("target")} AS target,
				coalesce(to_char(round(points, 2), 'FM990.00'), 'none') AS points,
				rtrim(to_char(trim_scale(round(available, 2)), 'FM990.99'), '.') AS available, '' AS bar,
					coalesce(n::text, '—') AS n
			FROM village_scorecard s
				CROSS JOIN LATERAL (SELECT ${zh ? "name_zh" : "name_en"} AS w) i
				JOIN LATERAL (SELECT ${zh ? "l.name_zh"
					: "l.name_en"} AS w FROM dimension l WHERE l.code = s.dimension) d ON true
			WHERE site_id = ${site} AND period = '${period}' AND profile = '${profile}' ORDER BY code`);
		equal(shown, expected, `${name}: every line of the scorecard is that of the view`);
		const facts = await page.$$eval(".head dl.facts > div", (all) => Object.fromEntries(all.map((one) =>
			[one.firstChild.textContent, one.lastChild.textContent])));
		const [sure] = ask("h_city", `SELECT CASE WHEN bottom_certain THEN '${zh ? "必属后档" : "Bottom for certain"}'
				ELSE upper(left(l.w, 1)) || substr(l.w, 2) END AS band,
				to_char(round(100 * p_bottom_shrunken, 1), 'FM990.0') || ' %' AS truly,
				(p_bottom > 0 OR p_bottom_shrunken > 0)::integer AS sentences
			FROM village_ranking r
				JOIN LATERAL (SELECT ${zh ? "l.zh" : "l.en"} AS w FROM label l
					WHERE l.kind = 'band' AND l.code = r.band) l ON true
			WHERE site_id = ${site} AND period = '${period}' AND profile = '${profile}'`);
		equal([facts[zh ? "档次" : "Band"], facts[zh ? "后档概率收缩" : "Chance of bottom, shrunken"],
			await page.locator(".head .question").count()], sure, `${name}: so is how sure the bottom band is`);
		const lines = await cells(page, zh ? "得分如何得出" : "How this score came about");
		const told = ask("h_city",
			`SELECT concat(CASE WHEN topic IN ('indicator', 'item', 'finding') THEN item || ' ' END,
				${zh ? "explanation_zh" : "explanation"}) AS text, concat(to_char(round(points, 2), 'FM990.00'),
					CASE WHEN points
				IS NOT NULL THEN ' / ' || rtrim(to_char(trim_scale(round(available, 2)), 'FM990.99'),
					'.') END) AS points
			FROM explain_score(${site}, '${period}', '${profile}') ORDER BY step`);
		ok(told.length > 20, `${name}: explain_score() explains`);
		equal(lines, told, `${name}: every sentence is that of explain_score()`);
	}
	await page.context().close();
}

async function test_resources(root) {
	const page = await new_page();
	for (const [period, profile] of [["term", "statutory"], ["2022Q1", "service_object"]]) {
		await visit(page, root, "resources", {language: "en", period, profile});
		const drawn = await page.evaluate(() => document.querySelector("figure.chart").drawn.getOption().series
			.slice(0, 2).map((series) => series.data.map((point) => point.map((x) => x.toFixed(9)))));
		const stored = ask("h_city",
			`SELECT to_char(persons_share, 'FM0.000000000') AS p, to_char(lorenz_share, 'FM0.000000000')
				AS l, to_char(concentration_share, 'FM0.000000000') AS c
			FROM resource_curve WHERE period = '${period}' AND profile = '${profile}' ORDER BY point`);
		ok(stored.length === 51, `resources ${period}: the view has 51 points`);
		equal(drawn, [stored.map(([p, l]) => [p, l]), stored.map(([p, , c]) => [p, c])],
			`resources ${period} ${profile}: drawn are the points of resource_curve, to nine decimals`);
		// where they lie in the picture: read back from the path of the first curve
		const off = await page.evaluate(() => {
			const {drawn: chart} = document.querySelector("figure.chart");
			const points = chart.getOption().series[0].data;
			const [x, y] = chart.convertToPixel({seriesIndex: 0}, points[25]);
			const near = [...document.querySelectorAll("figure.chart path")].flatMap((one) =>
				[...(one.getAttribute("d") ?? "").matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, a, b]) =>
					Math.hypot(a - x, b - y)));
			return Math.min(...near);
		});
		ok(off < 1, `resources ${period}: the middle of the curve lies where it belongs`, off);
		const [facts] = ask("h_city",
			`SELECT round(gini::numeric, 3)::text AS g, round(concentration_index::numeric, 3)::text
				AS c, round(tilt::numeric, 3)::text AS t, round(elasticity::numeric, 3)::text AS e,
				round(top_bottom_ratio::numeric, 3)::text AS r, round(persistence::numeric, 3)::text AS p,
				replace(round(divergence::numeric, 3)::text, '-', '−') AS d
			FROM resource_concentration WHERE period = '${period}' AND profile = '${profile}'`);
		const printed = await page.$$eval("dl.facts dd", (all) => all.slice(0, 7).map((one) =>
			one.firstChild.textContent));
		equal(printed, facts, `resources ${period} ${profile}: Gini and indices are those of the view`);
	}
	await page.context().close();
}

// Points and limits of the funnel, and its rows
async function test_funnel(root) {
	const page = await new_page();
	await visit(page, root, "ranking", {language: "en"});
	const charts = await page.locator("figure.chart").count();
	if (ask("h_city", "SELECT to_regclass('h_city.score_funnel') IS NULL AS gone")[0][0]) {
		equal(charts, 0, "funnel: a workspace without this answer has no such chart");
		await page.context().close();
		return;
	}
	const of = `FROM score_funnel WHERE period = 'term' AND profile = 'statutory'`;
	const drawn = await page.evaluate(() =>
		[...document.querySelectorAll("figure.chart")].at(-1).drawn.getOption().series
		.map(({name, type, data}) => [name, type, data]));
	const points = (rows) => rows.map(([x, y, name]) => `${name} ${x} ${y}`).sort();
	equal(points(drawn.filter(([, type]) => type === "scatter").flatMap(([, , data]) => data)),
		points(ask("h_city", `SELECT effective_answers AS x, heard_satisfaction AS y, village ${of}`)),
		"funnel: each site is drawn where it is");
	const limits = ["funnel_target", "lower_95", "upper_95", "lower_998", "upper_998"];
	for (const [place, name] of limits.entries()) {
		equal(points(drawn[place][2].map(([x, y]) => [x, y, ""])), points(ask("h_city", `SELECT effective_answers AS x,
			${name} AS y, '' AS n ${of}`)), `funnel: ${name} is that of the view`);
	}
	const shown = (await cells(page, "Score funnel"))?.map((row) => row.join("|")).sort();
	const number = (name) => `to_char(round(${name}, 2), 'FM990.00') AS ${name}`;
	const rows = ask("h_city", `SELECT village, to_char(round(effective_answers, 1), 'FM99990.0') AS answers,
			${["heard_satisfaction", "lower_998", "lower_95", "upper_95", "upper_998"].map(number).join(", ")},
			(SELECT upper(left(l.en, 1)) || substr(l.en, 2) FROM label l WHERE l.kind = 'signal' AND l.code = signal)
				AS said ${of}`).map((row) => row.join("|")).sort();
	ok(rows.length === 100, "funnel: the view has 100 rows");
	equal(shown, rows, "funnel: every row is that of the view");
	await page.context().close();
}

async function test_states(site, root) {
	const page = await new_page();
	await visit(page, root, "resources", {language: "en", period: "2021Q3"});
	ok((await page.locator(".notice.quiet").count()) > 0 && !/Lorenz/.test(await page.locator("main").innerText()),
		"a period without an answer says so");
	for (const [what, name, values] of [["page", "nowhere", {}], ["project", "overview", {project: "99"}],
		["period", "ranking", {period: "1999"}], ["scheme", "ranking", {profile: "__proto__"}],
		["page", "__proto__", {}], ["village", "village", {site: "999999"}]]) {
		page.wrong.length = 0;
		await visit(page, root, name, {language: "en", ...values});
		equal([await page.locator(".notice.error").count(), page.wrong], [1, []], `an unknown ${what} (${
			Object.values(values)[0] ?? name}) is said to be`);
	}
	// old data: the clock of the reader goes on by three days
	await page.clock.setFixedTime(Date.now() + 3 * 24 * 3600 * 1000);
	await visit(page, root, "overview", {language: "en"});
	ok(/The data are 3 days old/.test(await page.locator(".notice.warning").first().innerText()),
		"old data are said to be old");
	await page.context().close();
	// data that are gone
	const other = await new_page();
	const copy = path.join(scratch, "gone");
	fs.cpSync(site, copy, {recursive: true});
	fs.rmSync(path.join(copy, "data"), {recursive: true});
	await visit(other, file_root(copy), "ranking", {language: "zh"});
	equal(await other.locator(".notice.error button").allInnerTexts(), ["重新载入"],
		"data that are gone can be loaded again");
	fs.rmSync(path.join(copy, "data.js"));
	await other.goto("about:blank");
	await other.goto(file_root(copy));
	await other.waitForSelector(".notice.error");
	ok(true, "so can a site without data");
	await other.context().close();
}

async function test_hostile(site) {
	const root = file_root(site);
	const page = await new_page();
	page.setDefaultTimeout(60000);
	for (const language of LANGUAGES) {
		for (const name of PAGES) {
			page.wrong.length = 0;
			await visit(page, root, name, {language, ...(name === "village" ? {site: "1"} : {})});
			equal([page.wrong, await page.evaluate(() => window.pwned ?? null),
				await page.locator(".notice.error").count(),
				await page.locator("img, main script").count()], [[], null, 0, 0],
					`hostile names ${language} ${name}: nothing runs`);
		}
	}
	await visit(page, root, "ranking", {language: "en"});
	const shown = (await cells(page, "Village ranking"))?.map((row) => row[1]).sort();
	equal(shown, ask("hostile", "SELECT name FROM public.hostile_name").map(([name]) => name).sort(),
		"hostile names are shown as they are");
	// a chart's tooltip is drawn, not read as HTML
	await visit(page, root, "inclusion", {language: "en"});
	const canvas = page.locator(".canvas").first();
	const box = await canvas.boundingBox();
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await page.waitForTimeout(200);
	equal([await page.locator(".canvas b").count(), await page.evaluate(() => window.pwned ?? null)], [0, null],
		"a tooltip with a hostile name runs nothing");
	for (const scheme of ["panel", "__proto__"]) {
		page.wrong.length = 0;
		await visit(page, root, "overview", {language: "en", profile: scheme});
		equal([page.wrong, await page.locator(".notice.error").count()], [[], 0], `a scheme called ${scheme} is shown`);
	}
	await page.context().close();
}

// What was entered shows after the next refresh and export; a page that is open meanwhile goes on
async function test_change(site) {
	const root = file_root(site);
	const page = await new_page();
	const score = async () => (await cells(page, "Village ranking"))?.find((row) => row[1] === "{{7*7}}")?.[2 + 1];
	await visit(page, root, "ranking", {language: "en"});
	const before = await score();
	psql(process.env.PGDATABASE, "-c", "SET search_path = hostile, service_eval; UPDATE assessment SET score = 12.3456"
		+ " WHERE site_id = 7", "-c", "SET client_min_messages = warning", "-c", "CALL hostile.refresh_rankings()");
	const run = export_site(site, "hostile");
	equal([run.status, run.stderr], [0, ""], "an export writes no error");
	await page.evaluate(() => { location.hash = location.hash.replace("ranking", "suspension"); });
	await page.waitForSelector('body[data-page="suspension"]');
	equal([page.wrong, await page.locator(".notice.error").count()], [[], 0],
		"a page that is open goes on with its data");
	await visit(page, root, "ranking", {language: "en"});
	const [[expected]] = ask("hostile", `SELECT to_char(round(score, 2), 'FM990.00') FROM village_ranking
		WHERE site_id = 7 AND period = 'term' AND profile = 'panel'`);
	ok(before !== expected && (await score()) === expected, "a changed fact shows after refresh and export",
		[before, await score(), expected]);
	// a night that did not come: who looks at the site is told
	psql(process.env.PGDATABASE, "-c",
		"UPDATE hostile.refresh_job SET started_at = started_at - interval '2 days', finished_at"
		+ " = finished_at - interval '2 days', seen_at = seen_at - interval '2 days'");
	export_site(site, "hostile");
	await visit(page, root, "overview", {language: "en"});
	const warned = await page.locator(".notice.warning").first().innerText();
	ok(/needs attention/.test(warned) && /48 hours old/.test(warned), "a refresh that is overdue is said to be",
		warned);
	psql(process.env.PGDATABASE, "-c",
		"UPDATE hostile.refresh_job SET started_at = started_at + interval '2 days', finished_at"
		+ " = finished_at + interval '2 days', seen_at = seen_at + interval '2 days'");
	export_site(site, "hostile");
	// the same results give the same bytes, but for the moment
	const data = path.join(site, "data");
	const newest = () => path.join(data, fs.readdirSync(data).sort().at(-1));
	const bytes = (folder) => fs.readdirSync(folder, {recursive: true}).sort().filter((name) => name.endsWith(".js"))
		.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]);
	const first = bytes(newest());
	export_site(site, "hostile");
	equal(bytes(newest()), first, "the same results give the same files");
	equal(fs.readdirSync(data).length, 2, "the data before are kept for who reads them, those before that are not");
	await page.context().close();
}

// A column that goes breaks a page: which one is said, and the site stays
function test_broken(site) {
	const state = () => fs.readdirSync(site, {recursive: true}).sort().map((name) => {
		const file = path.join(site, name);
		return fs.statSync(file).isFile() ? [name, fs.readFileSync(file, "utf8")] : [name];
	});
	const before = state();
	const alter = (from, to) => psql(process.env.PGDATABASE, "-c",
		`ALTER VIEW hostile.${from[0]} RENAME COLUMN ${from[1]} TO ${to}`);
	for (const [page, view, column] of [["resources", "resource_curve", "lorenz_share"],
		["payment", "instalment_status", "outstanding"], ["form", "self_evaluation_form", "points_counted"]]) {
		alter([view, column], "renamed");
		const run = export_site(site, "hostile");
		alter([view, "renamed"], column);
		ok(run.status === 1 && run.stderr.includes(`page "${page}" needs column "${column}" of "${view}"`),
			`without ${view}.${column} the export names page ${page}`, run.stderr);
	}
	psql(process.env.PGDATABASE, "-c", "ALTER VIEW hostile.inclusion RENAME TO renamed");
	const view_gone = export_site(site, "hostile");
	psql(process.env.PGDATABASE, "-c", "ALTER VIEW hostile.renamed RENAME TO inclusion");
	ok(view_gone.status === 1 && view_gone.stderr.includes('page "inclusion" needs "inclusion"'),
		"so it does without a view",
		view_gone.stderr);
	for (const [name, more] of [["workspace", ["-w", "nothing"]], ["database", ["-d", "nothing_here"]],
		["psql", ["--psql", "/no/psql"]], ["role", ["-r", "nobody"]], ["option", ["-e", "some"]]]) {
		const run = export_site(site, "hostile", ...more);
		ok(run.status === 1 && /The site is as it was/.test(run.stderr), `a wrong ${name} ends the export`, run.stderr);
	}
	equal(state(), before, "an export that failed leaves the site as it was");
}

// What the public sees: results on the days of their publication, and no more
async function test_public(site) {
	psql(process.env.PGDATABASE, "-c",
		"SET client_min_messages = warning; SELECT count(*) FROM service_eval.create_roles('hostile')");
	const run = (...more) => export_site(site, "hostile", "-r", "dashboard", ...more);
	const page = await new_page();
	equal(run().status, 0, "the role dashboard exports");
	await visit(page, file_root(site), "overview", {language: "en"});
	ok(/No result to show/.test(await page.locator("main").innerText()),
		"before anything is published nothing is shown");
	psql(process.env.PGDATABASE, "-c", `INSERT INTO hostile.publication (project_id, run_id, from_on, until_on)
		SELECT project_id, run_id, current_date - 1, current_date + 1 FROM hostile.current_run
		WHERE period = '2024Q2' AND profile = 'panel'`);
	run();
	page.wrong.length = 0;
	await visit(page, file_root(site), "ranking", {language: "en"});
	equal([await page.$$eval("#period option", (all) => all.map((one) => one.value)), (await cells(page,
		"Village ranking"))?.length,
		page.wrong], [["2024Q2"], 12, []], "what is published today is shown, and no other period");
	for (const name of PAGES) {
		await visit(page, file_root(site), name, {language: "zh", ...(name === "village" ? {site: "1"} : {})});
		equal(await page.locator(".notice.error").count(), 0, `public ${name}: no error where it may not read`);
	}
	await visit(page, file_root(site), "payment", {language: "en"});
	ok(/Not part of this site/.test(await page.locator("main").innerText()),
		"what the role may not read is said to be left out");
	const data = fs.readdirSync(path.join(site, "data")).sort().at(-1);
	const text = fs.readdirSync(path.join(site, "data", data), {recursive: true}).filter((name) => name.endsWith(".js"))
		.map((name) => fs.readFileSync(path.join(site, "data", data, name), "utf8")).join("\n");
	const views = [...new Set([...text
		.matchAll(/^dashboard_data\("[^"]*", "(\w+)"/gm)].map(([, view]) => view))].sort();
	const may = ask("hostile",
		"SELECT relation FROM role_right WHERE role = 'dashboard' AND privilege = 'SELECT' AND listed")
		.map(([view]) => view);
	equal(views.filter((view) => !may.includes(view)), [], "the files hold nothing but what the role may read");
	ok(!text.includes('"term"') && !text.includes("2024Q1"), "nor anything of another period");
	await page.context().close();
}

async function test_report(site) {
	const output = path.join(scratch, "pdf");
	const run = spawnSync(process.execPath, ["report.mjs", "-s", site, "-o", output, "-v", "13", "village",
		"resources", "form"],
		{cwd: DASHBOARD, encoding: "utf8"});
	equal(run.status, 0, "pages are printed");
	const text = (name) => execFileSync("pdftotext", ["-layout", path.join(output, name), "-"], {encoding: "utf8"});
	const village = text("village-13-zh.pdf");
	const [[score]] = ask("h_city", `SELECT to_char(round(score, 2), 'FM990.00') AS score FROM village_ranking
		WHERE site_id = 13 AND period = 'term' AND profile = 'statutory'`);
	ok(village.includes("HZ") && village.includes(score), "the paper of a village has its name and score",
		village.slice(0, 400));
	const size = execFileSync("pdfinfo", [path.join(output, "village-13-zh.pdf")], {encoding: "utf8"});
	ok(/Page size:.*A4/.test(size), "it is A4", size);
	// the words at the axes: a chart that was cut, or not drawn, has them not
	ok(/100 %/.test(text("resources-zh.pdf")), "a chart is on the paper");
	const wrong = spawnSync(process.execPath, ["report.mjs", "-s", site, "-o", output, "--period", "1999", "ranking"],
		{cwd: DASHBOARD, encoding: "utf8"});
	ok(wrong.status === 1 && /1999/.test(wrong.stderr), "a period that is not there ends the printing", wrong.stderr);
}

function test_site(site) {
	const index = fs.readFileSync(path.join(site, "index.html"), "utf8");
	ok(/connect-src 'none'/.test(index) && !/unsafe/.test(index),
		"the page may connect to nothing, and runs no script of its own text");
	const licences = fs.readFileSync(path.join(site, "licences.txt"), "utf8");
	equal(["Apache License", "Apache ECharts", "BSD 3-Clause", "Permission to use, copy, modify", "PostgreSQL"]
		.filter((text) => !licences.includes(text)), [], "the licences of what is bundled are there");
	equal(["echarts", "zrender", "tslib"].filter((name) => !licences.includes(`==== ${name} `)), [],
		"each under its name");
}

// Thousands of rows come in pages of a hundred
async function test_many(site) {
	const copy = path.join(scratch, "many");
	fs.cpSync(site, copy, {recursive: true});
	const data = path.join(copy, "data", fs.readdirSync(path.join(copy, "data")).sort().at(-1));
	const file = path.join(data, "p1/t0.js");
	const calls = [];
	new Function("dashboard_data", fs.readFileSync(file, "utf8"))((...call) => calls.push(call));
	fs.writeFileSync(file, calls.map(([name, view, columns, rows]) => {
		const site_id = columns.indexOf("site_id");
		const many = Array.from({length: 50}, (_, n) => rows.map((row) => row.map((value, place) =>
			place === site_id ? value + 1000 * n : value))).flat();
		return `dashboard_data(${[name, view, columns, many].map((one) => JSON.stringify(one)).join(", ")});\n`;
	}).join(""));
	const page = await new_page();
	for (const [rows, root] of [[100, file_root(site)], [5000, file_root(copy)]]) {
		const times = [];
		for (let n = 0; n < 5; n++) {
			await page.goto("about:blank");
			const begun = Date.now();
			await page.goto(`${root}#/ranking?language=en`);
			await page.waitForSelector("body[data-shown]");
			times.push(Date.now() - begun);
		}
		console.log(`# a ranking of ${rows} villages opens in ${times.sort((a, b) => a - b)[2]} ms`);
	}
	const shown = async () => [(await cells(page, "Village ranking"))?.length,
		await page.locator(".pager [role=status]")
		.first().innerText()];
	equal(await shown(), [100, "1 to 100 of 5000"], "of 5,000 rows a hundred are shown");
	await page.focus(".pager .next");
	await page.keyboard.press("Enter");
	equal([await shown(), await page.evaluate(() => document.activeElement.className),
		page.url().includes("page_no=2")],
		[[100, "101 to 200 of 5000"], "next", true], "the next ones come by keyboard, which stays where it is");
	await page.fill("#search", "HZ");
	equal([(await cells(page, "Village ranking"))?.length, await page.locator(".table .pager").count() > 1], [50,
		false],
		"a filter looks at all of them");
	equal(page.wrong, [], "nothing goes wrong with thousands of rows");
	await page.context().close();
}

// Parts by name; all without one
const wanted = process.argv.slice(2);
const part = (name) => wanted.length === 0 || wanted.includes(name);

async function main() {
	psql(process.env.PGDATABASE, "-v", "workspace=h_city", "-f", path.join(TOP, "examples/h_city.sql"));
	if (part("format")) {
		test_format();
	}
	if (part("contract")) {
		test_contract();
	}
	await h_city();
	await hostile_names();
}

async function h_city() {
	const site = build_site("h_city");
	const run = export_site(site, "h_city");
	ok(run.status === 0, "H City is exported", run.stderr);
	const server = await serve(site);
	const roots = {file: file_root(site), http: `http://127.0.0.1:${server.address().port}/index.html`};
	const parts = {
		site: () => test_site(site), pages: () => test_pages(site, roots), narrow: () => test_narrow(roots.file),
		keyboard: () => test_keyboard(roots.file), rankings: () => test_rankings(roots.file),
		villages: () => test_villages(roots.http), resources: () => test_resources(roots.file),
		funnel: () => test_funnel(roots.file), states: () => test_states(site, roots.file), report: () =>
			test_report(site), many: () => test_many(site),
	};
	for (const name of Object.keys(parts).filter(part)) {
		await parts[name]();
	}
	server.close();
	server.closeAllConnections();		// Node 18 waits for those that a browser keeps
}

async function hostile_names() {
	const parts = {hostile: test_hostile, change: test_change, broken: test_broken, public: test_public};
	if (!Object.keys(parts).some(part)) {
		return;
	}
	psql(process.env.PGDATABASE, "-f", path.join(TOP, "test/browser/hostile.sql"));
	const site = build_site("hostile");
	const run = export_site(site, "hostile");
	ok(run.status === 0, "a project with hostile names is exported", run.stderr);
	for (const name of Object.keys(parts).filter(part)) {
		await parts[name](site);
	}
}

try {
	await main();
} catch (error) {
	ok(false, "the tests came to their end", error.stack);
} finally {
	await browser.close();
	fs.rmSync(scratch, {recursive: true, force: true});
	console.log(`1..${count}`);
	process.exitCode = failures > 0 ? 1 : 0;
}
