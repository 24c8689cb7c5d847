// SPDX-License-Identifier: PostgreSQL
// Who is where, and how sure that is: to be sorted and filtered.

import {link_to, note_address} from "../address.js";
import {h} from "../dom.js";
import {funnel} from "../funnel.js";
import {answer_table, missing, notice, select, table} from "../layout.js";
import {marked, rank_bar} from "../shapes.js";

export const view = "village_ranking";

const BANDS = ["top", "middle", "bottom"];

const has_set = (row) => Number.isInteger(row.rank_set_lower);

// Ranks that are not excluded: the confidence set where the workspace has one, else the interval of the draws
export function rank_ends(row) {
	return has_set(row) ? [row.rank_set_lower, row.rank_set_upper] : [row.rank_low, row.rank_high];
}

// The band; where no other one is possible, that it is so
export function band_of(words, row) {
	const certain = row.bottom_certain ? words.column(view, "bottom_certain") : {label: null, explanation: null};
	return marked(words, "band", row.band, certain.label, certain.explanation);
}

// Which of the chances of the bottom band answers which question, where somebody has one
export function chances(words, kept, more = "") {
	const label = (name) => words.column(view, name).label;
	const may_be = (row) => has_shrunken(row) && (row.p_bottom > 0 || row.p_bottom_shrunken > 0);
	return kept.some(may_be) ? h("p", {class: `question ${more}`}, words.own("chances", {draws: label("p_bottom"),
		truly: label("p_bottom_shrunken"), certain: label("bottom_certain")})) : null;
}

export const has_shrunken = (row) => typeof row.p_bottom_shrunken === "number";

export async function render(context) {
	const {words, rows, chosen} = context;
	const ranking = chosen(await rows(view));
	const comparison = chosen(await rows("band_comparison"));
	return [
		missing(words, view, ranking) ?? filtered(context, ranking),
		comparison === null ? null : bands(context, comparison),
		// an answer of newer workspaces
		context.index.views.score_funnel ? funnel(context, chosen(await rows("score_funnel"))) : null,
	];
}

// Filters and table; a filter draws the table anew and leaves everything else in its place
function filtered(context, ranking) {
	const {address, words} = context;
	const place = h("div");
	const filters = ["county", "township", "band", "village"];
	const matches = (row) => filters.every((name) => !address[name]
		|| (name === "village" ? row.village.includes(address.village) || row.division_code === address.village
			: row[name] === address[name]));

	function draw() {
		const kept = ranking.filter(matches);
		place.replaceChildren(...kept.length > 0 ? list(context, kept) : [notice("quiet", words.own("no_rows"), null,
			h("button", {type: "button", onclick: clear}, words.own("clear")))]);
	}
	function choose(name, value) {
		note_address(address, {[name]: value || null, page_no: null, ...(name === "county" && {township: null})});
		if (name === "county") {
			controls.replaceWith(controls = fields());
			controls.querySelector("select").focus();
		}
		draw();
	}
	function clear() {
		note_address(address, Object.fromEntries(filters.map((name) => [name, null])));
		controls.replaceWith(controls = fields());
		controls.querySelector("select, input").focus();
		draw();
	}
	function fields() {
		return h("div", {class: "pickers filters", role: "group", "aria-label": words.own("filters")},
			place_field("county"), place_field("township"),
			field("band", BANDS.map((band) => [band, words.code("band", band)])),
			h("label", {class: "field"}, h("span", null, words.own("search")), h("input", {type: "search", id: "search",
				value: address.village ?? "", oninput: (event) => choose("village", event.target.value.trim())})));
	}
	function place_field(name) {
		const among = ranking.filter((row) => name === "county" || !address.county || row.county === address.county);
		const {compare} = new Intl.Collator("zh-Hans", {numeric: true});
		const names = [...new Set(among.map((row) => row[name]))].sort(compare);
		return names.length > 1 ? field(name, names.map((one) => [one, one])) : null;
	}
	function field(name, options) {
		return select({id: name, label: words.column(view, name).label, value: address[name] ?? "",
			options: [["", words.own("all")], ...options], onchange: (value) => choose(name, value)});
	}

	let controls = fields();
	draw();
	return [controls, place];
}

function list(context, kept) {
	const {address, words} = context;
	const one_county = new Set(kept.map((row) => row.county)).size === 1;
	const columns = [
		{name: "rank", ascending: true},
		{name: "village", text: true, row_header: true, cell: (row) => h("a", {href: link_to(address, "village",
			{site: row.site_id})}, row.village)},
		one_county ? null : {name: "county", text: true, wide: true},
		{name: "township", text: true, wide: true},
		{name: "score"},
		{name: "grade", text: true, key: (row) => row.score, cell: (row) => row.status === "rated"
			? marked(words, "grade", row.grade) : words.code("status", row.status)},
		{name: "band", text: true, wide: true, key: (row) => row.band === null ? null
			: BANDS.indexOf(row.band) + (row.bottom_certain ? 1 : 0), cell: (row) => band_of(words, row)},
		{name: "rank_low", text: true, ascending: true, class: "interval", ...interval_words(words, kept),
			key: (row) => rank_ends(row)[0], cell: (row) => rank_bar(words, row, rank_ends(row))},
		{name: "p_top", wide: true, class: "roomy"}, {name: "p_bottom", wide: true},
		kept.some(has_shrunken) ? {name: "p_bottom_shrunken", wide: true} : null,
		{name: "satisfaction", wide: true},
	];
	const ranks = table({words, view, rows: kept, columns: columns.filter(Boolean), caption: words.view(view).label,
		sort: address.sort ?? "rank", page: address.page_no,
		note: ({sort, page}) => note_address(address, {sort, page_no: page})});
	return [chances(words, kept, "wide"), ranks].filter(Boolean);
}

export function interval_words(words, kept) {
	const set = kept.some(has_set);
	return set ? {label: words.own("confidence_set"), why: words.column(view, "rank_set_lower").explanation}
		: {label: words.own("rank_interval"), why: words.own("rank_interval_why")};
}

function bands(context, comparison) {
	const {words} = context;
	const weight = (row) => Math.abs(row.difference) / (Math.abs(row.top_mean) + Math.abs(row.bottom_mean) || 1);
	const sorted = [...comparison].sort((a, b) => weight(b) - weight(a));
	return answer_table(context, "band_comparison", sorted, [
		{name: "code", text: true, row_header: true, cell: (row) => words.twin(row, "name") ?? words.code("measure",
			row.code),
			key: (row) => row.code},
		{name: "top_mean"}, {name: "middle_mean", wide: true}, {name: "bottom_mean"}, {name: "difference"},
		{name: "top_sites", wide: true}, {name: "bottom_sites", wide: true},
	]);
}
