// SPDX-License-Identifier: PostgreSQL
// Reads the address, shows the page that it names, and does so again when it changes.

import {address_with, link_to, read_address} from "./address.js";
import {Gone, load_index, load_rows, receive_data} from "./data.js";
import {h} from "./dom.js";
import {notice, select} from "./layout.js";
import * as agencies from "./pages/agencies.js";
import * as form from "./pages/form.js";
import * as inclusion from "./pages/inclusion.js";
import * as overview from "./pages/overview.js";
import * as payment from "./pages/payment.js";
import * as ranking from "./pages/ranking.js";
import * as resources from "./pages/resources.js";
import * as suspension from "./pages/suspension.js";
import * as village from "./pages/village.js";
import {LANGUAGES, make_words} from "./words.js";

const PAGES = {overview, ranking, village, resources, suspension, inclusion, agencies, payment, form};

// The address with what it does not say: the first project, its whole term, the headline scheme, the reader's language
function completed(index, given) {
	const address = {...given};
	address.page ??= "overview";
	address.language = LANGUAGES.includes(given.language) ? given.language
		: navigator.language.startsWith("zh") ? "zh" : "en";
	const project = index.projects.find((p) => String(p.project_id) === given.project)
		?? (given.project === undefined ? index.projects[0] : null);
	address.project ??= project ? String(project.project_id) : null;
	address.period ??= project?.periods[0].period ?? null;
	address.profile ??= project?.runs.find((run) => run.period === address.period)?.profile ?? null;
	return {address, project};
}

// What of an address is not in the data; null where all is
function unknown(index, address, project, words) {
	const run = project?.runs.find((r) => r.period === address.period && r.profile === address.profile);
	const what = !Object.hasOwn(PAGES, address.page) ? address.page : !project ? address.project
		: !project.periods.some((p) => p.period === address.period) ? address.period
			: !run ? address.profile : null;
	return what === null ? null : notice("error", words.own("unknown"), words.own("unknown_why", {what: `“${what}”`}),
		h("p", null, h("a", {href: link_to({language: address.language}, "overview")}, words.own("home"))));
}

function header(index, {address, project, words}) {
	const other = LANGUAGES.find((language) => language !== address.language);
	return h("header", {class: "top"},
		h("a", {class: "skip", href: "#content", onclick: (event) => {
			event.preventDefault();
			document.querySelector("#content").focus();
		}}, words.own("skip")),
		h("p", {class: "title"}, project?.name ?? "service_eval"),
		h("a", {class: "language", lang: other, hreflang: other, href: address_with(address, {language: other}),
			// filters that were chosen since go along
			onclick: (event) => { event.currentTarget.href = address_with(address, {language: other}); }},
		words.own("other_language")));
}

// The pages of which this site holds something
function navigation({index, address, words}) {
	const pages = Object.entries(PAGES).filter(([, page]) => index.views[page.view]?.file);
	const list = h("ul", {id: "pages"}, pages.map(([name, page]) => h("li", null,
		h("a", {href: link_to(address, name), "aria-current": name === address.page ? "page" : null},
			words.view(page.view).label))));
	const button = h("button", {type: "button", class: "menu", "aria-expanded": "false", "aria-controls": "pages",
		onclick: () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"))},
	words.own("pages"));
	return h("nav", {"aria-label": words.own("pages")}, button, list);
}

// Project, period and scheme: of every page
function pickers(index, {address, project, words}) {
	const go = (changes) => { location.hash = address_with(address, changes); };
	const profiles = [...new Set(project.runs.filter((run) => run.period === address.period).map((run) =>
		run.profile))];
	return h("div", {class: "pickers", role: "group", "aria-label": words.own("filters")},
		index.projects.length > 1 ? select({id: "project", label: words.column("project_summary", "project").label,
			value: address.project, options: index.projects.map((p) => [String(p.project_id), p.name]),
			onchange: (value) => go({project: value, period: null, profile: null, site: null})}) : null,
		select({id: "period", label: words.column("project_summary", "period").label, value: address.period,
			options: project.periods.map((p) => [p.period,
				`${words.period(project, p.period)}  ${p.from_on} – ${p.until_on}`]),
			onchange: (value) => go({period: value, profile: null})}),
		profiles.length > 1 ? select({id: "profile", label: words.column("project_summary", "profile").label,
			value: address.profile, options: profiles.map((p) => [p, words.scheme(p)]),
			onchange: (value) => go({profile: value})}) : null);
}

function footer(index, words) {
	return h("footer", null, words.own("made", {moment: words.moment(index.exported_at), role: index.role,
		version: index.version}), " ", h("a", {href: "licences.txt"}, words.own("licences")));
}

// Shows an address.  One that comes while another is still being read takes its place.
let turn = 0;
async function show(index) {
	const mine = ++turn;
	const {address, project} = completed(index, read_address());
	const words = make_words(index, address.language);
	const context = {index, address, project, words,
		rows: (view, site) => load_rows(index, view, {project, period: address.period, site}),
		// of the period and the scheme that are chosen
		chosen: (rows) => rows?.filter((row) => (row.period ?? address.period) === address.period
			&& (row.profile ?? address.profile) === address.profile) ?? null};
	const page = Object.hasOwn(PAGES, address.page) ? PAGES[address.page] : null;
	const wrong = index.projects.length === 0 ? notice("quiet", words.own("no_project"),
		words.own("no_project_why", {role: index.role})) : unknown(index, address, project, words);
	const content = wrong ? [wrong] : await content_of(page, context);
	if (mine !== turn) {
		return;
	}
	const title = page ? words.view(page.view).label : words.own("unknown");
	const heading = h("h1", {tabindex: "-1"}, title);
	const had_focus = document.activeElement?.id;
	document.documentElement.lang = address.language === "zh" ? "zh-CN" : "en";
	document.title = [title, project?.name].filter(Boolean).join(" – ");
	document.body.dataset.page = address.page;
	document.body.replaceChildren(header(index, context), h("div", {class: "frame"}, navigation(context),
		h("main", {id: "content", tabindex: "-1"}, wrong ? null : pickers(index, context), heading,
			page && !wrong ? h("p", {class: "question"}, words.view(page.view).explanation) : null, content)),
	footer(index, words));
	// who chose a period stays there; who followed a link begins at the top
	(had_focus && document.getElementById(had_focus) || (mine > 1 ? heading : null))?.focus({preventScroll: false});
	document.body.dataset.shown = location.hash;
}

async function content_of(page, context) {
	try {
		return [await page.render(context)].flat();
	} catch (error) {
		return [problem(context.words, error)];
	}
}

function problem(words, error) {
	if (!(error instanceof Gone)) {
		console.error(error);
	}
	return notice("error", words.own(error instanceof Gone ? "gone" : "failure"),
		error instanceof Gone ? words.own("gone_why") : String(error.message),
		h("button", {type: "button", onclick: () => location.reload()}, words.own("reload")));
}

async function start() {
	receive_data();
	try {
		const index = await load_index();
		addEventListener("hashchange", () => show(index));
		await show(index);
	} catch (error) {
		const language = navigator.language.startsWith("zh") ? "zh" : "en";
		document.documentElement.lang = language;
		document.body.replaceChildren(h("main", null, h("h1", null, "service_eval"),
			problem(make_words({views: {}, codes: {}}, language), error)));
	}
}

start();
