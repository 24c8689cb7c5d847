// SPDX-License-Identifier: PostgreSQL
// One village: its score, how it came about, what was found, how it went on.  It prints on A4.

import {link_to} from "../address.js";
import {COLOURS} from "../chart.js";
import {h} from "../dom.js";
import {answer, answer_table, chart, missing, notice, plain_table, section, select, table} from "../layout.js";
import {marked, rank_bar, share_bar} from "../shapes.js";
import {facts} from "../table.js";
import {band_of, chances, has_shrunken, interval_words, rank_ends} from "./ranking.js";

export const view = "village_scorecard";

// Sentences of explain_score() that begin with the code of what they are about
const CODED = ["indicator", "item", "finding"];

export async function render(context) {
	const {address, words, rows, chosen} = context;
	const ranking = chosen(await rows("village_ranking"));
	const gap = missing(words, "village_ranking", ranking);
	if (gap) {
		return gap;
	}
	const row = ranking.find((one) => String(one.site_id) === address.site);
	const chooser = choose_village(context, ranking, row);
	if (!row) {
		return [chooser, address.site ? notice("error", words.own("unknown"), words.own("unknown_why",
			{what: `“${address.site}”`})) : notice("quiet", words.own("choose"), null)];
	}
	const of = async (name) => chosen(await rows(name, row.site_id));
	const [scorecard, explanation, satisfaction, findings, demands, gaps] = await Promise.all(
		[view, "explain_score", "village_satisfaction", "finding_list", "rectification_status", "data_gaps"].map(of));
	const history = (await rows("village_history", row.site_id))?.filter((one) => one.profile === address.profile)
		?? null;
	const suspension = chosen(await rows("village_suspension"))?.find((one) => one.site_id === row.site_id);
	return [
		chooser,
		head(context, row, satisfaction?.[0], suspension, gaps),
		indicators(context, scorecard),
		explained(context, explanation),
		over_time(context, history),
		found(context, findings),
		demanded(context, demands),
	];
}

function choose_village({address, words}, ranking, row) {
	const {compare} = new Intl.Collator("zh-Hans", {numeric: true});
	const sorted = [...ranking].sort((a, b) => compare(a.township, b.township) || compare(a.village, b.village));
	return h("div", {class: "pickers filters"},
		select({id: "site", label: words.own("village_one"), value: row ? String(row.site_id) : "",
			options: [["", words.own("choose")], ...sorted.map((one) => [String(one.site_id),
				`${one.township} ${one.village}`])],
			onchange: (site) => { location.hash = link_to(address, "village", {site}); }}),
		h("a", {class: "button", href: link_to(address, "ranking")}, words.own("back")),
		row ? h("button", {type: "button", onclick: () => print()}, words.own("print")) : null);
}

function head({address, words, project}, row, satisfaction, suspension, gaps) {
	const name = (column, of = "village_ranking") => words.column(of, column);
	const fact = (column, value, of) => [name(column, of).label, value, name(column, of).explanation];
	return h("section", {class: "head"},
		h("h2", null, row.village, h("span", {class: "place"},
			`${row.county} ${row.township} ${row.division_code ?? ""}`)),
		h("p", {class: "on-paper"}, [words.period(project, address.period), words.scheme(address.profile)].join(" · ")),
		facts([
			fact("score", h("strong", null, words.value("village_ranking", "score", row.score))),
			fact("grade", row.status === "rated" ? marked(words, "grade", row.grade)
				: words.code("status", row.status)),
			fact("rank", row.rank === null ? "—" : words.own("rank_of", {rank: row.rank, all: row.rated})),
			rank_interval(words, row),
			fact("band", band_of(words, row)),
			fact("p_bottom", words.value("village_ranking", "p_bottom", row.p_bottom)),
			has_shrunken(row) ? fact("p_bottom_shrunken", words.value("village_ranking", "p_bottom_shrunken",
				row.p_bottom_shrunken)) : null,
			fact("p_top", words.value("village_ranking", "p_top", row.p_top)),
			row.caps?.length ? fact("caps", words.value("village_ranking", "caps", row.caps)) : null,
			fact("satisfaction", satisfaction && satisfaction.satisfaction !== null
				? satisfied(words, satisfaction) : words.value("village_ranking", "satisfaction", row.satisfaction)),
			suspension ? fact("state", marked(words, "state", suspension.state), "village_suspension") : null,
			suspension ? fact("suspension_index", words.value("village_suspension", "suspension_index",
				suspension.suspension_index), "village_suspension") : null,
		]),
		chances(words, [row]),
		gaps?.map((gap) => notice("warning", words.twin(gap, "reason"))));
}

function rank_interval(words, row) {
	const {label, why} = interval_words(words, [row]);
	return [label, rank_bar(words, row, rank_ends(row)), why];
}

// The number, what it may be if those not heard are content or not, and on how much it rests
function satisfied(words, {satisfaction, lower, upper, answers, unheard_share}) {
	return [words.fixed(satisfaction, 2), h("span", {class: "interval-text"}, [words.own("limited",
		{n: words.fixed(answers, 0)}), unheard_share > 0 ? `${words.fixed(lower, 1)} – ${words.fixed(upper, 1)}, ${
		words.own("unheard", {share: words.share(unheard_share)})}` : null].filter(Boolean).join("; "))];
}

// A value in the unit of its indicator
export function measured(words, row, name) {
	const value = row[name];
	return value === null ? "—" : row.unit === "%" ? words.share(value) : words.fixed(value, 3, true);
}

function indicators(context, scorecard) {
	const {words, index} = context;
	const order = Object.keys(index.codes.dimension ?? {});
	return section(words.own("by_indicator"), null, plain_table(context, view, scorecard, [
		{name: "dimension", text: true, wide: true, key: (row) => order.indexOf(row.dimension)},
		{name: "code", text: true, class: "code"},
		{name: "name", label: words.own("indicator"), text: true, row_header: true,
			cell: (row) => words.twin(row, "name"), key: (row) => words.twin(row, "name")},
		{name: "value", cell: (row) => measured(words, row, "value")},
		{name: "target", wide: true, cell: (row) => measured(words, row, "target")},
		{name: "points", cell: (row) => row.points === null ? words.code("status", row.status)
			: words.fixed(row.points, 2)},
		{name: "available", cell: (row) => words.fixed(row.available, 2, true)},
		{name: "bar", label: words.own("bar"), unseen: true, fixed: true, text: true, class: "bar wide",
			cell: (row) => row.points === null ? ""
				: share_bar(row.points, row.available, row.points < row.available / 2 ? "weak" : "")},
		{name: "n", wide: true},
	], {sort: "code", caption: words.own("by_indicator")}));
}

// The sentences of explain_score(), from the grade down
function explained({words}, lines) {
	return section(words.own("explanation"), null, missing(words, "explain_score", lines) ?? table({words, view,
		caption: words.own("explanation"), unsorted: true, rows: [...lines].sort((a, b) => a.step - b.step), columns: [
			{name: "explanation", label: words.own("explanation"), text: true, class: "prose",
				cell: (line) => [CODED.includes(line.topic) ? h("span", {class: "code"}, line.item, " ") : null,
					line[words.language === "zh" ? "explanation_zh" : "explanation"]]},
			{name: "points", label: words.column(view, "points").label, cell: (line) => line.points === null ? ""
				: line.available === null ? words.fixed(line.points, 2)
					: `${words.fixed(line.points, 2)} / ${words.fixed(line.available, 2, true)}`},
		]}));
}

function over_time(context, history) {
	const {words, project} = context;
	const rows = history && [...history].sort((a, b) => a.until_on.localeCompare(b.until_on));
	const rated = rows?.filter((row) => row.score !== null) ?? [];
	const name = (row) => words.period(project, row.period);
	return answer(words, "village_history", missing(words, "village_history", rows) ?? [
		rated.length > 1 ? chart({words, title: words.column("village_history", "score").label, height: 240,
			says: rated.map((row) => `${name(row)} ${words.fixed(row.score, 2)}`).join(", "),
			option: () => ({
				xAxis: {type: "category", data: rows.map(name)},
				yAxis: {type: "value", min: 0, max: 100},
				series: [{name: words.column("village_history", "score").label, type: "line", symbolSize: 8,
					data: rows.map((row) => row.score), color: COLOURS.strong,
					label: {show: true, formatter: ({value}) => words.fixed(value, 1), fontSize: 12}}],
			})}) : null,
		table({words, view: "village_history", rows, caption: words.own("history"), sort: "until_on", columns: [
			{name: "until_on", label: words.column("village_history", "period").label, text: true, row_header: true,
				cell: name},
			{name: "score"}, {name: "rank", cell: (row) => row.rank === null ? words.code("status", row.status)
				: `${row.rank} / ${row.rated}`},
			{name: "band", text: true, wide: true, cell: (row) => marked(words, "band", row.band)},
			{name: "score_change"}, {name: "places_gained"}, {name: "satisfaction", wide: true},
		]})]);
}

function found(context, findings) {
	const {words} = context;
	return answer_table(context, "finding_list", findings, [
		{name: "found_on", text: true},
		{name: "name", label: words.column("finding_list", "code").label, text: true, row_header: true,
			cell: (row) => words.twin(row, "name") ?? row.code, key: (row) => row.code},
		{name: "rule", text: true, wide: true}, {name: "points"}, {name: "found", text: true, class: "prose"},
		{name: "evidence", text: true, wide: true},
		{name: "counts", text: true, cell: (row) => [words.value("finding_list", "counts", row.counts),
			words.twin(row, "reason")].filter(Boolean).join(": ")},
	], {sort: "-found_on"});
}

function demanded(context, demands) {
	const {words} = context;
	return answer_table(context, "rectification_status", demands, [
		{name: "issued_on", text: true},
		{name: "demand", text: true, row_header: true, class: "prose", cell: (row) => words.twin(row, "demand")},
		{name: "reason", text: true, class: "prose wide", cell: (row) => words.twin(row, "reason")},
		{name: "responsible", text: true, wide: true}, {name: "due_on", text: true}, {name: "status", text: true},
		{name: "reply", text: true, wide: true}, {name: "verified_on", text: true, wide: true},
	], {sort: "-issued_on"});
}
